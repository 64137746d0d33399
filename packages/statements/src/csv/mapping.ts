import { titled } from "@kontor/connector";
import * as z from "zod";
import { Column, Columns } from "./columns.ts";

/** What of a posting a label inside the text names. `remittance`: the label goes, its text stays. `none`: both go. */
const LabelledField = z.enum([
	"remittance",
	"name",
	"ultimateName",
	"iban",
	"bic",
	"endToEndId",
	"mandateId",
	"creditorId",
	"customerReference",
	"bankReference",
	"none",
]);
export type LabelledField = z.infer<typeof LabelledField>;

/** What a cell of a row without header looks like; an amount may be empty. */
const CellKind = z.enum(["date", "text", "amount", "iban", "any"]);
export type CellKind = z.infer<typeof CellKind>;

const Words = z.array(z.string().min(1));

/**
 * How a CSV file is read. A merchant describes with it what no bank profile knows, and the bank profiles are made of
 * the same. What is left out is told from the file: delimiter, encoding, decimal sign and order of the date; where the
 * file leaves it open, reading ends with a fault that names the setting.
 */
export const CsvMapping = z.strictObject({
	delimiter: z
		.enum(["auto", ";", ",", "\t", "|"])
		.default("auto")
		.meta(titled({ de: "Trennzeichen", en: "Delimiter" })),
	encoding: z
		.enum(["auto", "utf-8", "windows-1252", "iso-8859-15", "cp850", "utf-16le"])
		.default("auto")
		.meta(titled({ de: "Zeichensatz", en: "Encoding" })),
	header: z
		.array(Column)
		.min(1)
		.optional()
		.meta(titled({ de: "Spalten, an denen die Kopfzeile erkannt wird", en: "Columns the header row is known by" })),
	row: z
		.array(CellKind)
		.min(2)
		.optional()
		.meta(titled({ de: "Aufbau einer Zeile (Datei ohne Kopfzeile)", en: "Shape of a row (file without header)" })),
	columns: Columns.meta(titled({ de: "Spalten", en: "Columns" })),
	dateOrder: z
		.enum(["auto", "DMY", "MDY", "YMD"])
		.default("auto")
		.meta(titled({ de: "Reihenfolge im Datum (D Tag, M Monat, Y Jahr)", en: "Order of the date" })),
	/** Where the dates leave the order open: month first for these words in this column (a time zone), else day first. */
	monthFirst: z.strictObject({ column: Column, words: Words }).optional(),
	decimal: z
		.enum(["auto", ",", "."])
		.default("auto")
		.meta(titled({ de: "Dezimalzeichen", en: "Decimal sign" })),
	currency: z
		.string()
		.regex(/^[A-Z]{3}$/)
		.optional()
		.meta(titled({ de: "Währung, wenn die Datei keine nennt", en: "Currency where the file names none" })),
	sign: z
		.strictObject({
			column: Column,
			debit: Words.default(["S", "Soll", "D", "Debit", "DBIT", "-"]),
			credit: Words.default(["H", "Haben", "C", "Credit", "CRDT", "+"]),
		})
		.optional()
		.meta(
			titled({
				de: "Spalte Soll/Haben eines Betrags ohne Vorzeichen",
				en: "Debit/credit column of an unsigned amount",
			}),
		),
	status: z
		.strictObject({
			column: Column,
			/** Where given, everything that is neither here nor in `info` is pending: what is unknown settles nothing. */
			booked: Words.optional(),
			pending: Words.default([]),
			info: Words.default([]),
		})
		.optional()
		.meta(titled({ de: "Spalte, die vorgemerkte Umsätze kennzeichnet", en: "Column that marks pending rows" })),
	/** A balance impact beside the status: rows with one of these words only inform. */
	impact: z.strictObject({ column: Column, info: Words }).optional(),
	pendingDates: Words.default([]).meta(
		titled({ de: "Wörter anstelle des Buchungstags (vorgemerkt)", en: "Words in place of the booking date (pending)" }),
	),
	/** Labels of the rows above or below the table that give the balances. */
	opening: Words.default([]).meta(titled({ de: "Zeile mit dem Anfangssaldo", en: "Row with the opening balance" })),
	closing: Words.default([]).meta(titled({ de: "Zeile mit dem Endsaldo", en: "Row with the closing balance" })),
	/** Texts that stand alone in a cell of a row that gives the balance of a day, and is no posting. */
	dayBalances: Words.default([]),
	/** Labels of the rows above the table that name the own account where it is no IBAN, and its bank code. */
	accountNumber: Words.default([]),
	/** First words of a note that names the own account itself: "Umsätze Visa-Karte ..9255". */
	accountTitle: Words.default([]),
	bankCode: Words.default([]),
	ownerName: Words.default([]),
	/** First words of a row that begins another account in the same file. */
	section: Words.default([]),
	/** First words of a row below which only notes follow. */
	footer: Words.default([]).meta(titled({ de: "Beginn der Fußzeilen", en: "Beginning of the footer" })),
	/** Labels inside the remittance text and what they name, in addition to the SEPA tags (`EREF+`, `MREF:` ...). */
	labels: z.record(z.string().min(1), LabelledField).default({}),
	/** Blanks in a row that part the remittance text into booking text, name, IBAN, BIC and the rest. */
	partedBy: z.int().min(2).optional(),
	/** Width of the lines of a text of several lines: a line of this width goes on in the next. */
	wrappedAt: z.int().min(10).optional(),
	/** The text begins with name, BIC and IBAN of the other party, where it has them. */
	partyLeads: z.boolean().default(false),
	/** Rows without an amount are balances or totals, and no postings. */
	totals: z.boolean().default(false),
	/** The first of several lines of the remittance text is the booking text. */
	bookingTextLeads: z.boolean().default(false),
	/** The bank leaves out this column's cell in some rows instead of leaving it empty. */
	mayLack: Column.optional(),
	/** cost: a fee is a cost whatever its sign. movement: signed like an amount, so a cost is negative. */
	fees: z.enum(["cost", "movement"]).default("cost"),
});
export type CsvMapping = z.infer<typeof CsvMapping>;
/** A mapping as it is written: what has a default may be left out. */
export type CsvMappingInput = z.input<typeof CsvMapping>;
