// The stream: server-sent events over fetch, since EventSource cannot carry a token in a header. Resumes where it was.

const SILENCE = 8000; // ms; the server gives a sign of life every 3 s
const FIRST = 500, LONGEST = 15000; // ms between two tries

// told(event, data) for each event; lost(status) when the line breaks; 401 ends it until it is called again.
export async function listen(token, told, lost) {
  let last = "", pause = FIRST;
  for (;;) {
    let status = 0;
    const cut = new AbortController();
    let timer = setTimeout(() => cut.abort(), SILENCE);
    try {
      const headers = { Authorization: `Bearer ${token}`, ...(last && { "Last-Event-ID": last }) };
      const answer = await fetch("/v1/events", { headers, signal: cut.signal, cache: "no-store" });
      status = answer.status;
      if (answer.ok) {
        for await (const event of events(answer.body)) {
          clearTimeout(timer);
          timer = setTimeout(() => cut.abort(), SILENCE);
          pause = FIRST;
          if (event.id) last = event.id;
          told(event.name, JSON.parse(event.data));
        }
      }
    } catch (error) {
      if (error instanceof SyntaxError) last = ""; // no event of ours: begin again
    }
    clearTimeout(timer);
    cut.abort();
    lost(status);
    if (status === 401) return;
    await new Promise((done) => setTimeout(done, pause * (0.7 + 0.6 * Math.random())));
    pause = Math.min(pause * 2, LONGEST);
  }
}

async function* events(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    const blocks = text.split("\n\n");
    text = blocks.pop();
    for (const block of blocks) {
      const event = { id: "", name: "message", data: "" };
      for (const line of block.split("\n")) {
        const colon = line.indexOf(": ");
        const key = line.slice(0, colon), said = line.slice(colon + 2);
        if (key === "id") event.id = said;
        else if (key === "event") event.name = said;
        else if (key === "data") event.data += said;
      }
      yield event;
    }
  }
}
