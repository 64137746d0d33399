import type { Chance } from "./chance.ts";
import type { Damage } from "./damage.ts";

/** Where something begins in some format: a tag, a field, a cell, a number. */
const JOINTS = /:\d\d[A-Z]?:|\?\d\d|<\/?[\w:]+|>|;|"|\r?\n|\d{1,12}[.,]\d|\b\d{4}-?\d\d-?\d\d\b|[A-Z]{4}\+/g;

/** The first joint behind some place. */
function jointOf(text: string, chance: Chance): number {
	const from = chance.below(text.length + 1);
	JOINTS.lastIndex = from;
	return JOINTS.exec(text)?.index ?? from;
}

function atJoint(what: (chance: Chance, field: number) => string): Damage {
	return (file, chance, { field }) => {
		const text = file.toString("latin1");
		const at = jointOf(text, chance);
		return Buffer.from(text.slice(0, at) + what(chance, field) + text.slice(at), "latin1");
	};
}

const NUMBER = /\d+([.,]\d*|(-\d\d){2})?/g;

/** Replaces one number or date by what no bank writes. */
const ODD_VALUES = [
	"99999999999999999999",
	"9007199254740993",
	"0,000000000000000001",
	"1.",
	",5",
	"-0",
	"1e308",
	"NaN",
	"1.234.567,89",
	"1,2,3",
	"0001-00-00",
	"9999-99-99",
	"2026-02-30",
	"000000",
	"999999",
	"",
	"٣٤",
];

const ENTITIES = [
	"&#0;",
	"&#x110000;",
	"&undefined;",
	"&amp;amp;",
	"&",
	"<![CDATA[",
	"]]>",
	"<!--",
	"-->",
	"<?pi",
	'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>',
	'<!DOCTYPE a SYSTEM "file:///etc/passwd">',
	"&c;",
	'<x y="',
];

const TAGS = [
	":61:",
	":86:",
	":20:",
	":62F:",
	":NS:",
	"\n-\n",
	"{4:",
	"<Ntry>",
	"</Ntry>",
	"<Stmt>",
	"</Stmt>",
	"<TxDtls>",
];

/** What happens to files in the words of their formats. */
export const TEXT_DAMAGES: readonly Damage[] = [
	atJoint((chance, field) =>
		chance.one(["A", "0", " ", "9", "\n", ";", '"', "?", "&", "<a>"]).repeat(chance.size(field)),
	),
	atJoint((chance, field) =>
		chance.one(["EREF+", "SVWZ+", "?20", "?20A", ":61:", ":86:", "/EREF/", "IBAN: "]).repeat(chance.size(field / 5)),
	),
	atJoint((chance) => `\n${chance.one(TAGS)}`),
	atJoint((chance) => chance.one(ENTITIES)),
	atJoint((chance, field) => "<a>".repeat(chance.size(field / 3))),
	atJoint((chance, field) => "<a b='c'>".repeat(chance.size(field / 9)) + "</a>".repeat(chance.size(field / 9))),
	atJoint((chance) => chance.one(['"', '""', '"\n', ';";', "'", "\t", "|"])),
	function oddValue(file, chance) {
		const text = file.toString("latin1");
		NUMBER.lastIndex = chance.below(text.length + 1);
		const found = NUMBER.exec(text);
		if (found === null) return file;
		const { index, 0: number } = found;
		return Buffer.from(text.slice(0, index) + chance.one(ODD_VALUES) + text.slice(index + number.length));
	},
	function shuffleLines(file, chance) {
		const lines = file.toString("latin1").split("\n");
		for (let left = chance.size(10); left > 0; left--) {
			const [a, b] = [chance.below(lines.length), chance.below(lines.length)];
			[lines[a], lines[b]] = [lines[b] ?? "", lines[a] ?? ""];
		}
		return Buffer.from(lines.join("\n"), "latin1");
	},
];
