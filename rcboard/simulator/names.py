"""Names, departments, job titles and places of an office that exists nowhere, in three scripts and several lengths."""

LATIN = (
    ("Ada", "Bo", "Marta", "Jean-Luc", "Søren", "Chloë", "Priya", "Tomás", "Ingrid", "Max", "Łukasz", "Zoé", "Hannah",
     "Óscar", "Wilhelmina", "Ngozi", "Rui", "Anneliese", "Björn", "Li", "Yusuf", "Fatma", "Aoife", "Giuseppe", "Noor",
     "Maria del Carmen", "Kwame", "Sinéad", "Ola", "Dvořák-Emil"),
    ("Lovelace", "Ng", "Kowalczyk", "Beaumont", "Østergård", "Wu", "Raghunathan", "Ferreira", "Lindqvist", "Berg",
     "Wójcik", "Dupont", "Featherstonehaugh", "Muñoz", "van der Meulen", "Okonkwo", "Silva", "Schmidt-Hohenberg",
     "Ó Briain", "Li", "Yılmaz", "Çelik", "Murphy", "Bianchi", "Haddad", "Fernández de la Vega", "Mensah", "Nowak",
     "Ek", "Šimůnková"),
)  # fmt: skip

GREEK = (
    ("Μαρία", "Γιώργος", "Ελένη", "Νίκος", "Κωνσταντίνα", "Δημήτρης", "Ιωάννα", "Σπύρος", "Αικατερίνη", "Άρης",
     "Παναγιώτης", "Ζωή"),
    ("Παπαδοπούλου", "Νικολάου", "Οικονόμου", "Δήμου", "Παπακωνσταντίνου", "Ρήγας", "Αγγελή", "Καραγιάννης",
     "Ξενάκη", "Χατζηδημητρίου", "Βλάχος", "Κρητικού"),
)  # fmt: skip

CYRILLIC = (
    ("Анна", "Олександр", "Иван", "Светлана", "Милица", "Георги", "Катерина", "Пётр", "Јован", "Юлия", "Віктор",
     "Екатерина"),
    ("Іваненко", "Петрова", "Стојановић", "Димитров", "Рождественская", "Ким", "Ђорђевић", "Шевченко", "Кузнецов",
     "Христова", "Ли", "Преображенский"),
)  # fmt: skip

DEPARTMENTS = (
    "Sales", "Support", "Accounting", "R&D", "Human Resources", "Logistics", "Front Desk", "Legal", "Λογιστήριο",
    "Отдел продаж", "Kundenberatung", "Field Service North-East",
)  # fmt: skip

JOB_TITLES = (
    "Engineer", "Receptionist", "Accountant", "Team Lead", "Account Executive", "Head of Logistics", "Paralegal",
    "Technician", "Junior Clerk", "Υπεύθυνη πωλήσεων", "Инженер", "Vice President of Customer Success",
)  # fmt: skip

SITES = (("main-site", "Main Site", ""), ("400101", "Θεσσαλονίκη", "31"), ("400102", "Köln", "32"))

QUEUES = ("Sales Queue", "Support 1st Level", "Billing Questions", "Ελληνική γραμμή", "Returns", "After Hours")

MESSAGES = (
    "Back at 3", "In the workshop, please send a text", "Διακοπές έως Δευτέρα", "На обеде", "Month-end closing",
    "Working from home", "☕ five minutes",
)  # fmt: skip

CALLERS = (
    ("Contoso Ltd", "+14155550132"), ("Fabrikam GmbH", "+4930555012"), ("WIRELESS CALLER", "+12125550187"),
    ("Ξενοδοχείο Ακρόπολις", "+302105550143"), ("", "+33155550119"), ("", "anonymous"),
    ("ТОВ Рассвет", "+380445550177"),
    ("Dr. Oyelaran", "+442075550128"), ("J. Smith", "+16505550166"), ("Northwind Traders", "+18005550199"),
)  # fmt: skip
