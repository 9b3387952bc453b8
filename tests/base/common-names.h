/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Common given and family names in Germany, each in one spelling, for measuring how often unrelated names fall
 * together. Names that are the same name (Maria and Marie) stand here only once.
 */
#pragma once

static const char *const common_names[] = {
  /* Given names. */
  "Alexander", "Andrea", "Angela", "Anja", "Anna", "Antje", "Armin", "Axel", "Barbara", "Beate", "Bernd", "Bettina",
  "Bianca", "Birgit", "Björn", "Brigitte", "Carsten", "Charlotte", "Christa", "Claudia", "Cornelia", "Daniel",
  "Detlef", "Dieter", "Dirk", "Dominik", "Doris", "Eberhard", "Edith", "Elisabeth", "Elke", "Emma", "Erika", "Ernst",
  "Eva", "Fabian", "Felix", "Florian", "Frank", "Franziska", "Friedrich", "Gabriele", "Gerhard", "Gertrud", "Gisela",
  "Günter", "Gudrun", "Hannah", "Hans", "Harald", "Hartmut", "Heike", "Heinrich", "Helga", "Hildegard", "Holger",
  "Horst", "Ilse", "Ines", "Ingrid", "Irene", "Jan", "Jessica", "Joachim", "Johannes", "Jonas", "Judith", "Julia",
  "Jürgen", "Jutta", "Karin", "Karl", "Kathrin", "Kerstin", "Kevin", "Klaus", "Konrad", "Kurt", "Lars", "Laura",
  "Lena", "Leon", "Lisa", "Lothar", "Ludwig", "Luise", "Lukas", "Manfred", "Manuela", "Marcel", "Margarete",
  "Markus", "Martin", "Martina", "Matthias", "Melanie", "Michael", "Mia", "Monika", "Nadine", "Nicole", "Nina",
  "Norbert", "Oliver", "Oskar", "Otto", "Patrick", "Paul", "Petra", "Philipp", "Rainer", "Ralf", "Regina", "Renate",
  "Robert", "Rolf", "Rosemarie", "Rudolf", "Sabine", "Sandra", "Sebastian", "Silke", "Simon", "Sonja", "Sophie",
  "Stefan", "Steffen", "Susanne", "Sven", "Tanja", "Theresa", "Thomas", "Thorsten", "Tim", "Tobias", "Torben", "Udo",
  "Ulrich", "Ulrike", "Ursula", "Ute", "Uwe", "Vera", "Veronika", "Volker", "Waltraud", "Werner", "Wilhelm",
  "Wolfgang", "Yvonne",
  /* Family names. */
  "Albrecht", "Arnold", "Bachmann", "Bauer", "Baumann", "Beck", "Becker", "Berger", "Bergmann", "Bischoff", "Böhm",
  "Brandt", "Braun", "Brückner", "Busch", "Dietrich", "Engel", "Fischer", "Förster", "Franke", "Fuchs", "Geiger",
  "Graf", "Gross", "Günther", "Haas", "Hahn", "Hartmann", "Heinze", "Herrmann", "Hoffmann", "Hofmann", "Horn",
  "Huber", "Jäger", "Jung", "Kaiser", "Keller", "Klein", "Koch", "Köhler", "König", "Kraft", "Krämer", "Kraus",
  "Krüger", "Kuhn", "Lang", "Lange", "Lehmann", "Lindner", "Lorenz", "Ludwigs", "Maier", "Meyer", "Möller", "Müller",
  "Neumann", "Nowak", "Ott", "Peters", "Pfeiffer", "Pohl", "Richter", "Roth", "Sauer", "Schäfer", "Schmidt",
  "Schmitz", "Schneider", "Scholz", "Schreiber", "Schröder", "Schubert", "Schulte", "Schulz", "Schumacher",
  "Schuster", "Schwarz", "Seidel", "Simons", "Sommer", "Stein", "Thiele", "Vogel", "Vogt", "Voigt", "Wagner",
  "Walter", "Weber", "Weiss", "Wenzel", "Winkler", "Winter", "Wolf", "Ziegler", "Zimmermann",
  /* Names of newcomers. */
  "Abdullah", "Ahmad", "Aisha", "Ali", "Amina", "Aylin", "Bohdan", "Dilan", "Dmytro", "Elif", "Emre", "Esra", "Farid",
  "Fatima", "Hamid", "Hassan", "Hussein", "Ibrahim", "Ismail", "Jamal", "Kadir", "Kateryna", "Khadija", "Khaled",
  "Leyla", "Mahmoud", "Maryam", "Mehmet", "Mohammed", "Mustafa", "Mykola", "Nasser", "Noor", "Oksana", "Olena",
  "Omar", "Rania", "Reza", "Said", "Salim", "Samira", "Serhij", "Tariq", "Tesfaye", "Viktor", "Yasmin", "Yilmaz",
  "Youssef", "Zahra", "Zeynep",
};
