// The floor for painting: the same grid of tiles in C++, QListView with a delegate that paints rectangle, disc and text.
// Prints {"us"}: microseconds of processor time for one tile, changed, announced and painted; the median of them.
#include <QtCore/QAbstractListModel>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QListView>
#include <QtWidgets/QStyledItemDelegate>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

class People : public QAbstractListModel {
public:
    explicit People(int count) : ringing(count, false) {}
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(ringing.size()); }
    QVariant data(const QModelIndex &index, int role) const override {
        if (role == Qt::DisplayRole) return QString("Person%1, Number%2").arg(index.row() % 97).arg(index.row());
        if (role == Qt::UserRole) return bool(ringing[index.row()]);
        return {};
    }
    void change(int row) {
        ringing[row] = !ringing[row];
        emit dataChanged(index(row), index(row));
    }
    std::vector<bool> ringing;
};

class Tile : public QStyledItemDelegate {
public:
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {258, 98}; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        const QRect card = option.rect.adjusted(5, 5, -5, -5);
        const bool ringing = index.data(Qt::UserRole).toBool();
        const QColor colour(ringing ? "#D1A800" : "#2A7D60");
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(QColor("#D8DBE0"), 1));
        painter->setBrush(Qt::white);
        painter->drawRoundedRect(card, 6, 6);
        painter->fillRect(card.left(), card.top(), 4, card.height(), colour);
        painter->setBrush(colour);
        painter->setPen(QPen(QColor("#595959"), 1));
        painter->drawEllipse(card.left() + 16, card.top() + 10, 30, 30);
        painter->setPen(Qt::black);
        painter->drawText(card.adjusted(60, 8, -8, 0), Qt::AlignTop, index.data().toString());
        painter->drawText(card.adjusted(60, 26, -8, 0), Qt::AlignTop, QString::number(1000 + index.row()));
        painter->drawText(card.adjusted(60, 44, -8, 0), Qt::AlignTop, ringing ? "Ringing" : "Available");
    }
};

static double processor() {
    timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e6 + double(now.tv_nsec) / 1e3;
}

// floor PEOPLE CHANGES
int main(int argc, char **argv) {
    QApplication app(argc, argv);
    People people(argc > 1 ? atoi(argv[1]) : 10000);
    const int changes = argc > 2 ? atoi(argv[2]) : 1000;
    QListView view;
    Tile tile;
    view.setItemDelegate(&tile);
    view.setViewMode(QListView::IconMode);
    view.setMovement(QListView::Static);
    view.setResizeMode(QListView::Adjust);
    view.setUniformItemSizes(true);
    view.setModel(&people);
    view.resize(1280, 800);
    view.show();
    for (int n = 0; n < 50; ++n) app.processEvents();
    std::vector<double> times;
    for (int n = 0; n < changes; ++n) {
        const double began = processor();
        people.change(0);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::UpdateRequest);
        times.push_back(processor() - began);
    }
    std::sort(times.begin(), times.end());
    std::printf("{\"us\": %.1f}\n", times[times.size() / 2]);
    return 0;
}
