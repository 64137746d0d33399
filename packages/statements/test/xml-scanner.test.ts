import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { attributeIn, attributePattern } from "../src/xml/references.ts";
import { XmlScanner } from "../src/xml/scanner.ts";
import { fixture } from "./reading.ts";

/** What a parser says of a document, as text: "<Amt", "Ccy=EUR", "12.50", ">". Adjoining texts as one. */
class Reported {
	readonly lines: string[] = [];
	private text = "";

	add(line: string): void {
		if (this.text !== "") this.lines.push(`"${this.text}"`);
		this.text = "";
		this.lines.push(line);
	}

	addText(text: string): void {
		this.text += text;
	}
}

function scanned(document: string, size = document.length): { lines: string[]; broken: string[] } {
	const reported = new Reported();
	const broken: string[] = [];
	const scanner: XmlScanner = new XmlScanner({
		open(name, attributes) {
			scanner.wantsText = true;
			const value = attributeIn(attributes, CURRENCY);
			reported.add(`<${name}${value === undefined ? "" : ` ${value}`} line ${scanner.line}`);
		},
		close() {
			reported.add(">");
		},
		text: (text) => reported.addText(text),
		broken: (got) => broken.push(got),
	});
	for (let at = 0; at < document.length; at += size) scanner.write(document.slice(at, at + size));
	scanner.end();
	return { lines: reported.lines, broken };
}

const CURRENCY = attributePattern("Ccy");

/** What saxes says, a full XML parser. */
function parsed(document: string): string[] {
	const reported = new Reported();
	const parser = new SaxesParser();
	let line = 1;
	let depth = 0;
	parser.on("opentagstart", () => {
		line = parser.line;
	});
	parser.on("opentag", ({ name, attributes }) => {
		const value = attributes.Ccy;
		depth++;
		reported.add(`<${name}${value === undefined ? "" : ` ${value}`} line ${line}`);
	});
	parser.on("closetag", () => {
		depth--;
		reported.add(">");
	});
	// White space around the root is nobody's text.
	parser.on("text", (text) => depth > 0 && reported.addText(text));
	parser.on("cdata", (text) => reported.addText(text));
	parser.write(document).close();
	return reported.lines;
}

const name = fc.constantFrom("Ntry", "Amt", "n:Ustrd", "x-1", "Größe", "A");
const signs = fc.constantFrom(
	"a",
	"Z",
	"ä",
	"€",
	"😀",
	"1",
	" ",
	"\n",
	"&amp;",
	"&lt;",
	"&#65;",
	"&#x20AC;",
	"'",
	">",
	"]",
);
const words = fc.array(signs, { maxLength: 12 }).map((parts) => parts.join(""));
const CDATA = "<![CDATA[<Amt>&amp;]] >]]>";
const between = fc.oneof(words, fc.constantFrom("<!-- <Ntry> & - ->-->", CDATA, "<?pi <Ntry>?>", "\n\t"));
const attributes = fc.constantFrom("", ' Ccy="EUR"', " Ccy = 'a>b' ", ' \n\txCcy="no" Ccy="E&amp;R"', ' a="/"');
const { element } = fc.letrec<{ element: string }>((tie) => ({
	element: fc.oneof(
		{ maxDepth: 5, withCrossShrink: true },
		fc.tuple(name, attributes).map(([own, given]) => `<${own}${given}/>`),
		fc
			.tuple(
				name,
				attributes,
				fc.array(fc.oneof(between, tie("element")), { maxLength: 5 }),
				fc.constantFrom("", " ", "\n"),
			)
			.map(([own, given, content, blank]) => `<${own}${given}>${content.join("")}</${own}${blank}>`),
	),
}));
const document = fc
	.tuple(fc.constantFrom("", '<?xml version="1.0"?>\n', "<!DOCTYPE d [<!ENTITY a '>'>]>\n<!-- x -->"), element)
	.map(([start, root]) => `${start}${root}\n`)
	// Allowed nowhere but at the end of CDATA.
	.filter((xml) => !xml.replaceAll(CDATA, "").includes("]]>"));

describe("the scanner", () => {
	test("says of well-formed documents what a full parser says, in whatever pieces they come", () => {
		fc.assert(
			fc.property(document, fc.integer({ min: 1, max: 40 }), (xml, size) => {
				const { lines, broken } = scanned(xml, size);
				expect(broken).toEqual([]);
				expect(lines).toEqual(parsed(xml));
			}),
			{ numRuns: 500 },
		);
	});

	test("says the same of a document that is larger than what it looks at in one go", () => {
		const entry = new TextDecoder().decode(fixture("camt053-v8.xml")).replace(/^<\?.*\?>/, "");
		const xml = `<all>${entry.repeat(20)}</all>`;
		const whole = parsed(xml);
		for (const size of [1000, 4097, 65_536]) expect(scanned(xml, size)).toEqual({ lines: whole, broken: [] });
	});

	test.each([
		["<a><b></a>", ["</a>"], ["<a line 1", "<b line 1", ">", ">"]],
		["<a></b></a>", ["</b>"], ["<a line 1", ">"]],
		["<a>1 < 2</a>", ["< 2</a>"], ["<a line 1", '"1  2"', ">"]],
		["<a><b Ccy=<c/></a>", ["<b Ccy=<c/></a>"], ["<a line 1", '"b Ccy="', "<c line 1", ">", ">"]],
		["<a><b", ["<b"], ["<a line 1"]],
		["<a>text", ["text"], ["<a line 1"]],
		["<a><!wrong></a>", ["<!wrong></a>"], ["<a line 1", '"!wrong>"', ">"]],
	])("goes on behind what is wrong in %s", (xml, broken, lines) => {
		expect(scanned(xml)).toEqual({ lines, broken });
	});

	test("takes an ampersand that begins no reference, and an entity of nobody, as text", () => {
		expect(scanned("<a>R&D &uuml; &#x110000; &AMP;</a>").lines[1]).toBe('"R&D &uuml; &#x110000; &"');
	});
});
