import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
	builtInTemplates,
	checkTemplate,
	MESSAGE_KINDS,
	PLACEHOLDER_NAMES,
	placeholdersOf,
	sampleData,
	writeMessage,
} from "../../src/index.ts";
import { LABELS } from "../../src/wording/labels.ts";

const templates = builtInTemplates();
const usedIn = (text: string) =>
	PLACEHOLDER_NAMES.filter((name) =>
		new RegExp(`\\{[{%] ?(if |elsif )?${name.replace(".", "\\.")} [}%]\\}`).test(text),
	);

describe("built-in texts", () => {
	it("exist for every message in German, Swiss German and English", () => {
		expect(templates).toHaveLength(MESSAGE_KINDS.length * 3);
		const inTwoLanguages = templates.filter(({ locale }) => locale !== "de-CH").map(({ template }) => template.body);
		expect(new Set(inTwoLanguages).size).toBe(MESSAGE_KINDS.length * 2);
	});

	it.each(templates)("$kind in $locale could be saved by a merchant as it is", ({ kind, template }) => {
		expect(checkTemplate(kind, template)).toEqual({ ok: true, value: template });
	});

	it.each(MESSAGE_KINDS)("%s tells the same in both languages", (kind) => {
		const [de, swiss, en] = templates
			.filter((one) => one.kind === kind)
			.map(({ template }) => usedIn(template.subject + template.body));
		expect(en).toEqual(de);
		expect(swiss).toEqual(de);
		expect(de?.filter((name) => !placeholdersOf(kind).includes(name))).toEqual([]);
	});

	it("use every placeholder there is, and no label is left over", () => {
		const all = templates.map(({ template }) => template.subject + template.body).join();
		expect(PLACEHOLDER_NAMES.filter((name) => !usedIn(all).includes(name))).toEqual([]);
		const offered = new Set(MESSAGE_KINDS.flatMap(placeholdersOf));
		expect(PLACEHOLDER_NAMES.filter((name) => !offered.has(name))).toEqual([]);
		const src = join(import.meta.dirname, "../../src");
		const sources = globSync("**/*.ts", { cwd: src }).filter((file) => !file.endsWith("labels.ts"));
		const code = sources.map((file) => readFileSync(join(src, file), "utf8")).join();
		expect(Object.keys(LABELS).filter((name) => !code.includes(`"${name}"`))).toEqual([]);
	});

	it.each(templates)(
		"$kind in $locale leaves no gap, neither with all data nor with what has to be",
		({ kind, locale, template }) => {
			const full = sampleData(kind, locale);
			const least = {
				shop: { name: full.shop.name },
				customer: { name: full.customer.name },
				order: full.order && { ...full.order, invoice: undefined, foreign: undefined },
				orders: full.orders,
				amount: full.amount,
				payment: full.payment,
				received: full.received,
				repayment: full.repayment,
				collection: { partner: "X" },
				level: 2,
			};
			for (const data of [full, least]) {
				const { subject, blocks } = writeMessage(template, data, locale);
				const text = JSON.stringify([subject, blocks]);
				expect(text).not.toMatch(/null|undefined|\{\{|\{%| {2}|\*\*| [,.;]|[\ue000-\uf8ff]/);
				expect(subject.length).toBeGreaterThan(10);
			}
		},
	);

	it("are Swiss where the address is", () => {
		for (const { template } of templates.filter(({ locale }) => locale === "de-CH")) {
			expect(template.body).not.toMatch(/ß|Mit freundlichen|Zahlungsziel|GiroCode|[Üü]berweis/);
			expect(template.body).not.toMatch(/\{\{ salutation \}\}\n\n\p{Ll}/u);
		}
		const [first] = writeMessage(
			templates.find(({ kind, locale }) => kind === "reminder" && locale === "de-CH")?.template ?? {
				subject: "",
				body: "",
			},
			sampleData("reminder", "de-CH"),
			"de-CH",
		).blocks;
		expect(first).toEqual({ kind: "paragraph", lines: [[{ text: "Guten Tag Erika Mustermann", bold: false }]] });
	});
});
