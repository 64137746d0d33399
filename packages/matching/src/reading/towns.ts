/**
 * Towns that follow a postcode, as far as they are common: the largest of Germany, Austria and Switzerland. Others are not
 * needed: a number before an unknown word stays what it is.
 */
const GERMAN =
	"BERLIN HAMBURG MÜNCHEN KÖLN FRANKFURT STUTTGART DÜSSELDORF LEIPZIG DORTMUND ESSEN BREMEN DRESDEN HANNOVER NÜRNBERG " +
	"DUISBURG BOCHUM WUPPERTAL BIELEFELD BONN MÜNSTER MANNHEIM KARLSRUHE AUGSBURG WIESBADEN MÖNCHENGLADBACH GELSENKIRCHEN " +
	"AACHEN BRAUNSCHWEIG CHEMNITZ KIEL HALLE MAGDEBURG FREIBURG KREFELD MAINZ LÜBECK ERFURT OBERHAUSEN ROSTOCK KASSEL HAGEN " +
	"POTSDAM SAARBRÜCKEN HAMM LUDWIGSHAFEN MÜLHEIM OLDENBURG OSNABRÜCK LEVERKUSEN DARMSTADT HEIDELBERG SOLINGEN HERNE " +
	"REGENSBURG NEUSS PADERBORN INGOLSTADT OFFENBACH FÜRTH WÜRZBURG ULM HEILBRONN PFORZHEIM WOLFSBURG GÖTTINGEN BOTTROP " +
	"REUTLINGEN KOBLENZ ERLANGEN BREMERHAVEN REMSCHEID BERGISCH TRIER RECKLINGHAUSEN JENA MOERS SALZGITTER SIEGEN GÜTERSLOH " +
	"HILDESHEIM HANAU KAISERSLAUTERN COTTBUS SCHWERIN WITTEN ESSLINGEN LUDWIGSBURG GERA ISERLOHN DÜREN TÜBINGEN ZWICKAU " +
	"FLENSBURG GIESSEN KONSTANZ WORMS MARBURG LÜNEBURG BAMBERG BAYREUTH";
const ALPINE =
	"WIEN GRAZ LINZ SALZBURG INNSBRUCK KLAGENFURT VILLACH WELS DORNBIRN BREGENZ ZÜRICH GENF BASEL LAUSANNE BERN WINTERTHUR " +
	"LUZERN GENÈVE";

const UMLAUTS: Readonly<Record<string, string>> = { Ä: "AE", Ö: "OE", Ü: "UE", È: "E" };

/** With umlauts, transliterated, and with the dots gone. */
function spellings(towns: string): Set<string> {
	return new Set(
		towns
			.split(" ")
			.flatMap((town) => [
				town,
				town.replace(/[ÄÖÜÈ]/g, (letter) => UMLAUTS[letter] ?? letter),
				town.normalize("NFD").replace(/\p{M}/gu, ""),
			]),
	);
}

const TOWNS: ReadonlyMap<number, ReadonlySet<string>> = new Map([
	[5, spellings(GERMAN)],
	[4, spellings(ALPINE)],
]);

/** @param word upper case. @param digits how long the postcode before it is. */
export function isTown(word: string, digits: number): boolean {
	return TOWNS.get(digits)?.has(word) ?? false;
}
