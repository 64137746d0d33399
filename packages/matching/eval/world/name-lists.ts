/** Names as they occur among customers of German-speaking shops, roughly by frequency. Invented persons are made of them. */
const words = (list: string) => list.trim().split(/\s+/);

export const WOMEN = words(`
Maria Anna Sabine Petra Julia Katharina Claudia Susanne Sandra Andrea Stefanie Nicole Christina Monika Birgit Martina Kerstin
Angelika Laura Lena Sarah Lisa Melanie Anja Heike Ursula Karin Renate Gabriele Brigitte Jana Franziska Johanna Hannah Emma Mia
Sophie Leonie Vanessa Jasmin Tanja Silke Ulrike Katrin Daniela Nadine Jessica Simone Barbara Cornelia Elisabeth Eva Ingrid Helga
Christine Bettina Doris Regina Ramona Antje Kathrin Annette Marion Silvia Yvonne Carina Theresa Magdalena Verena Veronika Jutta
Käthe Bärbel Zoë Annika Antonia Charlotte Clara Elena Greta Ida Luisa Marlene Mathilda Nele Paula Pia Rosa Svenja Tabea Wiebke
`);
export const MEN = words(`
Thomas Michael Andreas Peter Stefan Christian Markus Martin Frank Daniel Wolfgang Klaus Jürgen Sebastian Alexander Matthias Jan
Tobias Florian Bernd Uwe Ralf Holger Dirk Oliver Sven Torsten Jörg Rainer Manfred Dieter Hans Werner Günter Karl Heinz Helmut
Gerhard Horst Walter Josef Johannes Philipp Felix Lukas Max Paul Jonas Leon Finn Tim Niklas Benjamin Patrick Dennis Marcel Kevin
Marco Simon David Fabian Maximilian Moritz Julian Dominik Robert Georg Anton Franz Friedrich Herbert Rolf Volker Axel Carsten Kai
Lars Björn Henning Ingo Jens Olaf René Götz Jörn Gregor Konrad Ludwig Emil Oskar Theo Jakob Vincent Samuel Noah Elias Valentin
`);
export const SURNAMES = words(`
Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann
Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann Schmid Schulze Maier Köhler
Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther
Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer
Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn
Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer Gruber Steiner Moser Pichler Egger Eder Brunner Hofer Leitner Wimmer
Haider Aigner Lechner Bianchi Zürcher Bühler Gerber Frei Zbinden Amstutz Rüegg Wyss Hürlimann Baumgartner Löffler Strauß Preuß
Kästner Büttner Götze Nölke Jürgens Lüders Vöhringer Häußler Geßner Rößler Grünewald Weißenberger Freytag Hülsmann Thiele Petersen
`);
/** Given names and surnames of families from elsewhere; in pairs that go together. */
export const FOREIGN: readonly { readonly given: readonly string[]; readonly family: readonly string[] }[] = [
	{
		given: words("Mehmet Mustafa Ahmet Ali Hasan Emre Murat Ayşe Fatma Emine Zeynep Elif Özlem Gülşen Çağla Şebnem"),
		family: words(
			"Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Koç",
		),
	},
	{
		given: words("Piotr Krzysztof Andrzej Tomasz Paweł Marek Łukasz Anna Katarzyna Agnieszka Małgorzata Ewa Zofia"),
		family: words("Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Woźniak Dąbrowski"),
	},
	{
		given: words("Giuseppe Antonio Luca Marco Francesco Salvatore Chiara Giulia Francesca Alessandra Niccolò"),
		family: words("Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco D'Angelo De Luca"),
	},
	{
		given: words("Dmitri Sergei Alexej Iwan Wladimir Olga Natalia Elena Tatjana Irina Swetlana"),
		family: words("Iwanow Petrow Sidorow Smirnow Kusnezow Popow Wolkow Petrova Ivanova Schneider-Popowa"),
	},
	{
		given: words("Nikola Marko Ivan Goran Dragan Milica Jelena Ana Ivana Željko Đorđe"),
		family: words("Jovanović Petrović Nikolić Marković Horvat Kovačević Babić Novak Đorđević Šarić"),
	},
	{
		given: words("Minh Anh Thi Van Huong Thanh Duc Linh Mai Quang"),
		family: words("Nguyen Tran Le Pham Hoang Phan Vu Dang Bui Do"),
	},
	{
		given: words("João José António Luís Maria Sofía Carmen Álvaro Íñigo Conceição"),
		family: words("García Fernández González Rodríguez López Silva Santos Ferreira Pereira Gonçalves Muñoz"),
	},
	{
		given: words("Jean Pierre François Céline Hélène Benoît Aurélie Amélie Jérôme Gaëlle"),
		family: words("Dubois Lefèvre Moreau Girard Bonnet Favre Rochat Bourquin Chevalier Béguelin"),
	},
	{
		given: words("Ahmed Mohammed Omar Khaled Fatima Layla Nour Hassan Yusuf Samira"),
		family: words("Al-Masri Haddad Khalil Mansour Hamdan Nasser Al-Hassan Saleh Ibrahim Darwisch"),
	},
];
/** Parts of which rare surnames are made: every third customer has a name that few others have. */
export const RARE_FIRST = words(`
Brunn Hagen Stein Wester Oster Eich Buch Linden Rosen Wald Berg Tal Kirch Mühl Bach Feld Wiesen Neu Alt Ober Nieder Hinter Vorder
Gold Silber Eisen Kupfer Schwarz Weiß Grün Roten Lieb Sieg Hart Engel Diet Wolf Bär Falken Adler Hirsch Lind Ross Kühl Warm Sonnen
Stern Morgen Abend Sommer Winter Herbst Lang Kurz Groß Klein Böhm Frank Sachs Hess Thür Rhein Donau Elb Inn Salz Korn Ger Weizen
`);
export const RARE_LAST = words(`
er mann müller meier bauer hofer berger bacher felder hauser huber maier schmid schmidt wirth hardt rich bert hold wald land burg
heim hausen hof stein brink kamp kötter meister richter schulte thaler tal walder weiler winkel zinger ke el le lein inger ling
`);

export const COMPANY_WORDS = words(`
Alpen Nord Süd West Rhein Main Elbe Isar Hanse Bavaria Helvetia Tiroler Berliner Kölner Sächsische Allgäuer Schwäbische Ems Lahn
Saale Neckar Spree Ruhr Weser Oder Harz Eifel Taunus Rhön
`);
export const TRADES = words(`
Schrauben Elektro Sanitär Holzbau Metallbau Dachdeckerei Malerbetrieb Gartenbau Autohaus Reifen Werkzeug Möbel Getränke Bäckerei
Metzgerei Blumen Apotheke Zahntechnik Optik Medizintechnik Laborbedarf Bürobedarf Druckerei Verlag Software IT-Service Consulting
Logistik Spedition Kältetechnik Heizungsbau Fensterbau Schreinerei Zimmerei Stahlhandel Textil Mode Sport Fahrrad Camping Tierbedarf
`);
export const LEGAL_FORMS = [
	"GmbH",
	"GmbH & Co. KG",
	"AG",
	"e.K.",
	"OHG",
	"GbR",
	"UG (haftungsbeschränkt)",
	"KG",
	"Ges.m.b.H.",
	"Sàrl",
	"GmbH",
	"GmbH",
];
/** Customers that are neither persons nor firms. */
export const INSTITUTIONS = [
	"Stadtverwaltung",
	"Gemeinde",
	"Evangelische Kirchengemeinde",
	"Kath. Pfarramt",
	"Grundschule",
	"Förderverein Gymnasium",
	"Turnverein 1862",
	"Freiwillige Feuerwehr",
	"Universität",
	"Landratsamt",
	"Klinikum",
	"Kindergarten",
	"AWO Kreisverband",
	"DRK Ortsverein",
];
export const TITLES = ["Dr.", "Prof. Dr.", "Dipl.-Ing.", "Mag.", "Dr. med."];
export const CITIES: readonly (readonly [postcode: string, city: string])[] = [
	["10115", "Berlin"],
	["20095", "Hamburg"],
	["80331", "München"],
	["50667", "Köln"],
	["60311", "Frankfurt am Main"],
	["70173", "Stuttgart"],
	["40213", "Düsseldorf"],
	["04109", "Leipzig"],
	["44135", "Dortmund"],
	["45127", "Essen"],
	["28195", "Bremen"],
	["01067", "Dresden"],
	["30159", "Hannover"],
	["90402", "Nürnberg"],
	["97070", "Würzburg"],
	["88212", "Ravensburg"],
	["18055", "Rostock"],
	["99084", "Erfurt"],
	["66111", "Saarbrücken"],
	["48143", "Münster"],
	["1010", "Wien"],
	["5020", "Salzburg"],
	["6020", "Innsbruck"],
	["8010", "Graz"],
	["8001", "Zürich"],
	["3011", "Bern"],
	["4051", "Basel"],
	["9000", "St. Gallen"],
];
