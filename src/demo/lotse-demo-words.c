/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The made-up words of the example centre; see the header.  Constant tables. */
#include "lotse-demo-words.h"

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const LotseDemoCircle circles[] = {
  { "de", WORDS ("Annegret", "Birgit", "Dörte", "Friederike", "Greta", "Hannelore", "Johanna", "Ulrike"),
    WORDS ("Björn", "Detlef", "Eckhard", "Götz", "Jürgen", "Lukas", "Matthias", "Volker"),
    WORDS ("Ackermann", "Brückner", "Döring", "Großmann", "Hölscher", "Krüger", "Möllering", "Weiß", "Zöllner"), 9, TRUE },
  { "tr", WORDS ("Aylin", "Çiğdem", "Elif", "Gülşen", "Nurcan", "Şeyma"),
    WORDS ("Barış", "Doğan", "Emre", "İbrahim", "Oğuz", "Tuncay"),
    WORDS ("Aydın", "Çelik", "Güneş", "Kılıç", "Öztürk", "Şahin", "Yıldız"), 6, TRUE },
  { "ar", WORDS ("Amal", "Huda", "Layla", "Rania", "Samira", "Yasmin"),
    WORDS ("Ahmad", "Bassam", "Khaled", "Mohammed", "Nabil", "Yousef"),
    WORDS ("Al-Hariri", "Al-Masri", "Darwish", "Haddad", "Issa", "Khoury", "Saleh"), 8, FALSE },
  { "fa", WORDS ("Farzaneh", "Laleh", "Mahsa", "Nasrin", "Shirin", "Zahra"),
    WORDS ("Farhad", "Hamid", "Jawad", "Mohammad", "Navid", "Reza"),
    WORDS ("Ahmadi", "Hosseini", "Karimi", "Noori", "Rahimi", "Sharifi"), 6, FALSE },
  { "uk", WORDS ("Halyna", "Iryna", "Kateryna", "Nataliia", "Oksana", "Solomiia"),
    WORDS ("Andrij", "Bohdan", "Dmytro", "Oleksandr", "Serhij", "Taras"),
    WORDS ("Bondarenko", "Hrytsenko", "Kovalchuk", "Lysenko", "Shevchuk", "Tkachenko"), 6, FALSE },
  { "ru", WORDS ("Ekaterina", "Jelena", "Ludmila", "Olga", "Swetlana"),
    WORDS ("Alexej", "Igor", "Nikolaj", "Sergej", "Viktor"),
    WORDS ("Becker", "Iwanow", "Morosow", "Schulz", "Sokolow", "Wolkow"), 4, TRUE },
  { "pl", WORDS ("Agnieszka", "Bożena", "Grażyna", "Małgorzata", "Wiesława"),
    WORDS ("Łukasz", "Marek", "Paweł", "Stanisław", "Zbigniew"),
    WORDS ("Dąbrowski", "Grabowska", "Kowalczyk", "Szymański", "Wójcik"), 3, TRUE },
  { "ti", WORDS ("Abeba", "Feven", "Helen", "Selam", "Tsega"),
    WORDS ("Berhane", "Filmon", "Mehari", "Samuel", "Yonas"),
    WORDS ("Abraha", "Gebremedhin", "Haile", "Kidane", "Tesfay", "Weldemichael"), 4, FALSE },
  { "vi", WORDS ("Hoa", "Lan", "Mai", "Ngọc Anh", "Thu Hằng"),
    WORDS ("Dũng", "Hùng", "Minh", "Quốc Việt", "Tuấn"),
    WORDS ("Đặng", "Lê", "Nguyễn", "Phạm", "Trần", "Võ"), 3, TRUE },
  { "kmr", WORDS ("Berfîn", "Jîyan", "Rojda", "Zozan"),
    WORDS ("Azad", "Dilovan", "Rêzan", "Şiyar"),
    WORDS ("Bozan", "Demirhan", "Hesso", "Mistefa", "Omar"), 3, FALSE },
  { "es", WORDS ("Carmen", "Inés", "Lucía", "Rocío"),
    WORDS ("Álvaro", "Andrés", "Joaquín", "Rubén"),
    WORDS ("Castaño Peña", "Ibáñez", "Muñoz", "Quispe Mamani", "Zárate"), 2, TRUE },
  { "fr", WORDS ("Aminata", "Clémentine", "Fatoumata", "Grâce", "Mireille"),
    WORDS ("Blaise", "Désiré", "Mamadou", "Ousmane", "Théophile"),
    WORDS ("Diallo", "Kouassi", "Mbarga", "N'Guessan", "Traoré"), 4, FALSE },
  { "so", WORDS ("Fadumo", "Hodan", "Ifrah"), WORDS ("Abdi", "Liban", "Warsame"),
    WORDS ("Farah", "Jama", "Warsame Ali", "Yusuf"), 2, FALSE },
  { "sr", WORDS ("Dragana", "Jelica", "Snežana"), WORDS ("Đorđe", "Miloš", "Željko"),
    WORDS ("Đukić", "Jovanović", "Petrović", "Žarković"), 2, TRUE },
  { "hi", WORDS ("Anjali", "Deepika", "Sunita"), WORDS ("Arjun", "Rakesh", "Vikram"),
    WORDS ("Chaudhary", "Krishnan", "Patel", "Verma"), 2, FALSE },
};

static const LotseDemoArea areas[] = {
  { "school", "Elternbeirat der Grundschule",
    WORDS ("Den Ablauf eines Elternabends kennenlernen", "Gemeinsam zum ersten Elternabend gehen",
           "An der Wahl des Elternbeirats teilnehmen", "Für den Elternbeirat kandidieren"),
    WORDS ("Brief der Schule gelesen und Antwort geschrieben.", "Elternabend vorbereitet, zwei Fragen aufgeschrieben.",
           "Zusammen beim Elternabend gewesen, Kontakt zur Klassenlehrerin.", "Wahlordnung des Elternbeirats durchgesprochen.",
           "Anmeldung zur Ganztagsbetreuung ausgefüllt."),
    WORDS ("Termin mit der Klassenlehrerin vereinbaren", "Einladung zum Elternabend mitbringen",
           "Formular bei der Schule abgeben") },
  { "training", "Mitarbeit im Bildungsbeirat",
    WORDS ("Beratung zur Anerkennung des Abschlusses", "Unterlagen übersetzen lassen", "Antrag auf Anerkennung stellen",
           "Weiterbildung beginnen"),
    WORDS ("Zeugnisse geordnet und Liste der fehlenden Papiere erstellt.", "Bei der Anerkennungsberatung gewesen.",
           "Lebenslauf überarbeitet.", "Sprachkurs B2 gefunden und angemeldet.", "Über Ausbildung und Berufsschule gesprochen."),
    WORDS ("Übersetzung der Zeugnisse abholen", "Kursplan vergleichen", "Rückruf der Kammer abwarten") },
  { "sport", "Vorstand des Sportvereins",
    WORDS ("Probetraining besuchen", "Mitglied werden", "Bei der Mitgliederversammlung abstimmen",
           "Eine Aufgabe im Verein übernehmen"),
    WORDS ("Probetraining im Verein, sehr gut aufgenommen.", "Mitgliedsantrag und Beitragsermäßigung besprochen.",
           "Sommerfest des Vereins mitorganisiert.", "Satzung gelesen: wer wählt wen?", "Übungsleiterschein angesprochen."),
    WORDS ("Trainingszeiten erfragen", "Sportsachen besorgen", "Mit der Abteilungsleitung sprechen") },
  { "health", "Gesundheitslotsin im Stadtteil",
    WORDS ("Hausarztpraxis finden", "Selbstständig einen Termin vereinbaren", "Vorsorge für die Kinder wahrnehmen",
           "Andere im Stadtteil begleiten"),
    WORDS ("Beim Arzt gewesen, Befund gemeinsam gelesen.", "Vorsorgeheft der Kinder durchgesehen.",
           "Krankenkasse angerufen, Karte bestellt.", "Beratungsstelle besucht und Wege gezeigt."),
    WORDS ("Überweisung abholen", "Termin bei der Kinderärztin bestätigen", "Impfpass mitbringen") },
  { "politics", "Ausländerbeirat der Stadt",
    WORDS ("Schulung „Mitreden in der Kommune“ besuchen", "Erste Sitzung des Ausländerbeirats besuchen",
           "An einer Abstimmung teilnehmen", "Für ein Amt kandidieren"),
    WORDS ("Tagesordnung der Sitzung besprochen.", "Zusammen in der öffentlichen Sitzung gewesen.",
           "Gespräch mit der Vorsitzenden des Beirats.", "Antrag geübt: Problem, Vorschlag, Begründung.",
           "Nachbesprechung der ersten Abstimmung."),
    WORDS ("Protokoll der letzten Sitzung lesen", "Redebeitrag vorbereiten", "Wahlunterlagen besorgen") },
  { "housing", "Mieterbeirat der Siedlung",
    WORDS ("Wohnberechtigungsschein beantragen", "Mietvertrag verstehen", "Mieterversammlung besuchen",
           "Im Mieterbeirat mitarbeiten"),
    WORDS ("Nebenkostenabrechnung durchgesehen.", "Wohnungsbesichtigung begleitet.", "Mängelliste für den Vermieter geschrieben.",
           "Bei der Mieterversammlung gewesen."),
    WORDS ("Fotos der Mängel machen", "Antwort des Vermieters abwarten", "Termin beim Wohnungsamt") },
};

static const char *const towns[] = {
  "Gießen", "Marburg", "Wetzlar", "Kassel", "Frankfurt am Main", "Offenbach am Main", "Hanau", "Darmstadt",
  "Wiesbaden", "Fulda", "Bad Hersfeld", "Limburg an der Lahn", "Langen", "Groß-Gerau", "Eschwege", NULL,
};

static const char *const streets[] = {
  "Ahornweg", "Am Bahndamm", "Bachgasse", "Eichendorffstraße", "Färbergasse", "Gartenstraße", "Hügelstraße",
  "Kirschbaumweg", "Lindenallee", "Mühlstraße", "Nordanlage", "Schützenweg", "Talstraße", "Weserstraße", NULL,
};

static const char *const places[] = {
  "Café am Marktplatz", "Stadtbücherei", "Nachbarschaftszentrum", "Rathaus", "Familienzentrum", "zu Hause",
  "Grundschule", "Vereinsheim", NULL,
};

static const char *const tasks[] = {
  "Führungszeugnis einsehen", "Tandem nach dem Stand fragen", "Raum für den Austauschabend buchen",
  "Aufwandsentschädigung auszahlen", "Einladung zum Vernetzungstreffen verschicken",
  "Teilnahmebescheinigungen drucken", "Telefonat mit der Schule nachholen", "Kursplan für die Schulung abstimmen",
  "Rückmeldung an das Ministerium vorbereiten", "Wegweiser: Öffnungszeiten prüfen", NULL,
};

static const char *const topics[] = {
  "Vereinsgründung: Satzung und Gemeinnützigkeit", "Erster Antrag auf ein Mikroprojekt",
  "Finanzplan für einen Folgeantrag", "Raumsuche für Treffen am Wochenende", "Sachbericht und Belegliste",
  "Öffentlichkeitsarbeit mit kleinem Budget", "Zusammenarbeit mit der Kommune", "Versicherung von Ehrenamtlichen", NULL,
};

static const char *const notes[] = {
  "Bitte abends anrufen, arbeitet im Schichtdienst.", "Wünscht sich Nachrichten in einfacher Sprache.",
  "Kennt viele Familien im Stadtteil.", "Hat Interesse an der nächsten Schulung.",
  "Fährt nicht Auto, gute Busverbindung wichtig.", NULL,
};

/* Which part of Hesse a town lies in; the towns that are not named lie in the south. */
static const struct
{
  const char *town;
  const char *region;
} regions[] = {
  { "Gießen", "Mittelhessen" }, { "Marburg", "Mittelhessen" },    { "Wetzlar", "Mittelhessen" }, { "Limburg an der Lahn", "Mittelhessen" },
  { "Kassel", "Nordhessen" },   { "Eschwege", "Nordhessen" },     { "Fulda", "Osthessen" },      { "Bad Hersfeld", "Osthessen" },
};

const LotseDemoCircle *
lotse_demo_circles (guint *n_circles)
{
  *n_circles = G_N_ELEMENTS (circles);
  return circles;
}

const LotseDemoArea *
lotse_demo_areas (guint *n_areas)
{
  *n_areas = G_N_ELEMENTS (areas);
  return areas;
}

const char *const *
lotse_demo_towns (void)
{
  return towns;
}

const char *const *
lotse_demo_streets (void)
{
  return streets;
}

const char *const *
lotse_demo_places (void)
{
  return places;
}

const char *const *
lotse_demo_tasks (void)
{
  return tasks;
}

const char *const *
lotse_demo_topics (void)
{
  return topics;
}

const char *const *
lotse_demo_notes (void)
{
  return notes;
}

const char *
lotse_demo_region (const char *town)
{
  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    if (g_str_equal (regions[i].town, town))
      return regions[i].region;
  return "Südhessen";
}
