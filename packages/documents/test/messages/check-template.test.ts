import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkTemplate, type MessageKind, sampleData, type Template, writeMessage } from "../../src/index.ts";

const good: Template = {
	subject: "Bestellung {{ order.number }}",
	body: "{{ salutation }}\n\nBitte zahlen Sie {{ amount }}.\n\n{{ payment }}",
};
const problems = (template: Partial<Template>, kind: MessageKind = "reminder") => {
	const answer = checkTemplate(kind, { ...good, ...template });
	return answer.ok ? [] : (answer.problems ?? []);
};

describe("a merchant's template", () => {
	it("is accepted and tidied", () => {
		expect(
			checkTemplate("reminder", { subject: `${good.subject}  `, body: `${good.body.replaceAll("\n", "\r\n")}\r\n` }),
		).toEqual({ ok: true, value: good });
	});

	it("names line, column and what was meant of an unknown placeholder", () => {
		expect(problems({ body: `${good.body}\n\nund {{ order.nubmer }}` })).toMatchObject([
			{
				field: "body",
				code: "unknown-placeholder",
				line: 7,
				column: 8,
				didYouMean: "order.number",
				forMerchant: { de: 'Zeile 7: Den Platzhalter "order.nubmer" gibt es hier nicht. Meinten Sie "order.number"?' },
			},
		]);
		expect(problems({ subject: "{{ nummber }}" })).toMatchObject([
			{ field: "subject", code: "unknown-placeholder", line: 1 },
		]);
		expect(problems({ subject: "{{ company }}" })).toMatchObject([{ didYouMean: "customer.company" }]);
		expect(problems({ body: `{% if xyzzy %}{% endif %}${good.body}` })).toMatchObject([
			{ code: "unknown-placeholder" },
		]);
	});

	it("knows only the placeholders of its message", () => {
		expect(problems({ body: `${good.body} {{ repayment.amount }}` })).toMatchObject([{ code: "unknown-placeholder" }]);
		expect(problems({ subject: "{{ payment }}" })).toMatchObject([{ code: "unknown-placeholder" }]);
		expect(problems({ body: `${good.body} {{ order }}` })).toMatchObject([{ code: "unknown-placeholder" }]);
		expect(problems({ body: `${good.body} {{ shop.name.length }}` })).toMatchObject([{ code: "unknown-placeholder" }]);
		for (const own of ['order["constructor"]', "[0]", 'shop["name"]']) {
			expect(problems({ body: `${good.body}\n {{ ${own} }}` })).toMatchObject([{ code: "syntax", line: 6, column: 2 }]);
		}
	});

	it("must not leave out the bank details", () => {
		expect(problems({ body: "Bitte zahlen!" })).toMatchObject([{ code: "placeholder-needed", field: "body" }]);
		expect(problems({ body: "Storniert." }, "cancellation")).toEqual([]);
	});

	it("names an unknown filter or tag", () => {
		expect(problems({ body: `${good.body} {{ amount | upcas }}` })).toMatchObject([
			{ code: "unknown-filter", line: 5, didYouMean: "upcase" },
		]);
		expect(problems({ body: `${good.body} {% ift amount %}` })).toMatchObject([
			{ code: "unknown-tag", didYouMean: "if" },
		]);
	});

	it.each([
		"{% if amount %}",
		"{{ amount",
		"{% case amount %}",
		"{% if amount %}{% endunless %}",
		"{{ | }}",
		"{% if %}x{% endif %}",
	])("says where %j is not closed or understood", (end) => {
		expect(problems({ body: `${good.body}\n${end}` }).length).toBeGreaterThan(0);
	});

	it.each([
		"{% include 'x' %}",
		"{% render '/etc/passwd' %}",
		"{% layout 'x' %}",
		"{% for i in (1..9) %}{% endfor %}",
		"{% assign a = 1 %}",
		"{% capture a %}{% endcapture %}",
		"{% tablerow i in (1..9) %}{% endtablerow %}",
		"{% liquid\nassign a = 1 %}",
		"{% raw %}{{ x }}{% endraw %}",
		"{% increment a %}",
	])("may not %s", (tag) => {
		expect(problems({ body: `${good.body}\n${tag}` })).toMatchObject([{ code: "unknown-tag" }]);
	});

	it.each(["raw", "json", "inspect", "where_exp: 'x', 'x'", "replace: 'a', 'b'", "split: ''", "date: '%Y'"])(
		"may not filter by %s",
		(filter) => {
			expect(problems({ body: `${good.body} {{ amount | ${filter} }}` })).toMatchObject([{ code: "unknown-filter" }]);
		},
	);

	it("has an end, and one line in its subject", () => {
		expect(problems({ body: " \n " })).toMatchObject([{ code: "empty" }]);
		expect(problems({ body: "x".repeat(20_001) })).toMatchObject([{ code: "too-long" }]);
		expect(problems({ subject: "Hallo\nBcc: alle@example.org" })).toMatchObject([{ code: "line-break" }]);
	});

	it("is checked quickly, however it is nested", () => {
		const deep = "{% if amount %}".repeat(600) + good.body + "{% endif %}".repeat(600);
		expect(problems({ body: deep })).toEqual([]);
	});

	it("never reaches a customer half: whatever is accepted can be written", () => {
		const pieces = [
			...Array.from("{}%|.:'\"* -\n"),
			"{{",
			"}}",
			"{%",
			"%}",
			"{%-",
			"-%}",
			"{{-",
			"if ",
			"elsif ",
			"else",
			"endif",
			"unless ",
			"endunless",
			"case ",
			"when ",
			"endcase",
			"comment",
			"endcomment",
			" and ",
			" or ",
			" == ",
			" contains ",
			"amount",
			"salutation",
			"payment",
			"order.number",
			"order",
			"invoice.date",
			"customer",
			"upcase",
			"default",
			"truncate",
			"append",
			"(1..3)",
			"[0]",
			"nil",
			"true",
			"1",
			"x",
		];
		const source = fc
			.array(fc.constantFrom(...pieces), { maxLength: 14 })
			.map((parts) => `{{ payment }}${parts.join("")}`);
		const written = { accepted: 0 };
		fc.assert(
			fc.property(source, (body) => {
				const answer = checkTemplate("reminder", { subject: "x", body });
				if (!answer.ok) return;
				written.accepted++;
				expect(() => writeMessage(answer.value, sampleData("reminder", "de"), "de")).not.toThrow();
			}),
			{ numRuns: 1500 },
		);
		expect(written.accepted).toBeGreaterThan(50);
	});
});
