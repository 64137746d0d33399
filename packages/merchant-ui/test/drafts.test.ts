import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	isSame,
	missingIn,
	rulesFrom,
	setOf,
	targetsFrom,
	withActive,
	withNewRule,
	withoutRule,
	withoutTarget,
	withRule,
	withRuleMoved,
	withSet,
	withTransfer,
} from "../src/rules/drafts.ts";
import { fieldsOf, isFilledIn } from "../src/rules/parameters.ts";
import { type Condition, type RuleSet, Rules } from "../src/rules/shapes.ts";

const EMPTY: RuleSet = { platform: "shop", active: [], rules: [] };
const DONE: Condition = { is: "shipment-done", with: {} };

/** Rules a, b from "open", and x from "done" between them. */
const SET = ["open", "done", "open"].reduce((set, from, index) => withNewRule(set, from, `to${index}`), EMPTY);
const ids = (set: RuleSet, from: string) => rulesFrom(set, from).map(({ id }) => id);

describe("rules as they are edited", () => {
	it("have names of their own, which fit, however many there are", () => {
		const many = Array.from({ length: 30 }).reduce<RuleSet>(
			(set) => withNewRule(set, "a".repeat(60), "b".repeat(60)),
			EMPTY,
		);
		expect(new Set(many.rules.map(({ id }) => id)).size).toBe(30);
		expect(Math.max(...many.rules.map(({ id }) => id.length))).toBeLessThanOrEqual(40);
	});

	it("change places among those of their own status (J2)", () => {
		expect(ids(SET, "open")).toEqual(["open-to0", "open-to2"]);
		const moved = withRuleMoved(SET, "open-to2", -1);
		expect(ids(moved, "open")).toEqual(["open-to2", "open-to0"]);
		expect(ids(moved, "done")).toEqual(["done-to1"]);
		expect(withRuleMoved(moved, "open-to2", -1)).toEqual(moved);
		expect(withRuleMoved(SET, "done-to1", 1)).toEqual(SET);
		expect(withRuleMoved(SET, "nobody", 1)).toEqual(SET);
	});

	it("are the same set again once they are moved there and back", () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom("open", "done")), fc.nat(), (sources, at) => {
				const set = sources.reduce((one, from) => withNewRule(one, from, "sent"), EMPTY);
				const { id = "" } = set.rules[at % Math.max(1, set.rules.length)] ?? {};
				const down = withRuleMoved(set, id, 1);
				expect(down === set ? set : withRuleMoved(down, id, -1)).toEqual(set);
				expect(down.rules.toSorted(byId)).toEqual(set.rules.toSorted(byId));
			}),
		);
	});

	it("make a target of a status, and go with it", () => {
		expect(targetsFrom(SET, "open")).toEqual(["to0", "to2"]);
		expect(targetsFrom(withoutTarget(SET, "open", "to0"), "open")).toEqual(["to2"]);
		expect(ids(withoutRule(SET, "open-to0"), "open")).toEqual(["open-to2"]);
	});

	it("are kept by platform; a platform with nothing has no set", () => {
		const ruleSets = withSet([], withActive(EMPTY, "open", true));
		expect(setOf(ruleSets, "shop").active).toEqual(["open"]);
		expect(setOf(ruleSets, "other")).toEqual({ platform: "other", active: [], rules: [] });
		expect(withSet(ruleSets, withActive(setOf(ruleSets, "shop"), "open", false))).toEqual([]);
		expect(withSet(withSet(ruleSets, { ...SET, platform: "other" }), SET)).toMatchObject([
			{ platform: "shop", active: [] },
			{ platform: "other" },
		]);
	});

	it("get the recommended condition with the shipment records, once, and lack it when it is gone or turned round (J6)", () => {
		const [rule] = SET.rules;
		if (rule === undefined) throw new Error("no rule");
		const transfers = withTransfer(rule, true, [DONE]);
		expect(transfers).toMatchObject({ transferShipments: true, conditions: [DONE] });
		expect(withTransfer(transfers, true, [DONE]).conditions).toEqual([DONE]);
		expect(missingIn(transfers, [DONE])).toEqual([]);
		expect(missingIn({ ...transfers, conditions: [{ ...DONE, not: true }] }, [DONE])).toEqual([DONE]);
		expect(missingIn({ ...transfers, conditions: [] }, [DONE])).toEqual([DONE]);
		expect(missingIn(withTransfer({ ...transfers, conditions: [] }, false, [DONE]), [DONE])).toEqual([]);
	});

	it("are changes only where they differ: not by the order in which statuses were switched on, or fields written", () => {
		const [rule] = SET.rules;
		if (rule === undefined) throw new Error("no rule");
		const two = withActive(withActive(SET, "open", true), "done", true);
		const other = withActive(withActive(SET, "done", true), "open", true);
		expect(isSame([two], [other])).toBe(true);
		expect(isSame([SET], [withRuleMoved(SET, "open-to0", 1)])).toBe(false);
		const amount = (given: object) =>
			withRule(SET, { ...rule, conditions: [{ is: "amount", with: { least: given } }] });
		expect(isSame([amount({ minor: 1, currency: "EUR" })], [amount({ currency: "EUR", minor: 1 })])).toBe(true);
		expect(isSame([amount({ minor: 1, currency: "EUR" })], [amount({ currency: "EUR", minor: 2 })])).toBe(false);
		const condition = { ...rule, conditions: [{ ...DONE, not: false }] };
		expect(isSame([withRule(SET, condition)], [withRule(SET, { ...rule, conditions: [DONE] })])).toBe(true);
	});
});

describe("rules as they are stored", () => {
	it("keep what the form does not know, which is a difference, too", () => {
		const inform = { layout: "Versand", copyTo: "Lager" };
		const more = { ...SET, since: "2026", rules: SET.rules.map((rule) => ({ ...rule, title: "Eins", inform })) };
		const { ruleSets } = Rules.parse({ url: "https://erp.example", ruleSets: [more] });
		expect(ruleSets).toEqual([more]);
		expect(isSame(ruleSets, [{ ...more, since: "2027" }])).toBe(false);
		expect(Rules.parse({ url: "https://erp.example" })).toEqual({ ruleSets: [] });
	});

	it("are not taken for none where they cannot be read", () => {
		expect(Rules.safeParse({ ruleSets: [{ platform: "shop", rules: "all" }] }).success).toBe(false);
	});
});

describe("what a condition asks for", () => {
	const title = { de: "Feld", en: "Field" };
	const fields = fieldsOf({
		parameters: {
			type: "object",
			properties: {
				articles: { type: "array", items: { type: "string" }, title },
				codes: { type: "array", items: { $ref: "#/$defs/Code" } },
				hours: { type: "integer", minimum: 1, maximum: 10 },
				least: { $ref: "#/$defs/Money", title },
				note: { type: "string" },
			},
			$defs: {
				Code: { type: "string", enum: ["a", "b"] },
				Money: { type: "object", properties: { minor: { type: "integer" }, currency: { type: "string" } } },
			},
		},
	});

	it("is read from its JSON Schema", () => {
		expect(fields).toEqual([
			{ name: "articles", title, kind: "texts" },
			{ name: "codes", title: { de: "codes", en: "codes" }, kind: "choices", of: ["a", "b"] },
			{ name: "hours", title: { de: "hours", en: "hours" }, kind: "number", least: 1, most: 10 },
			{ name: "least", title, kind: "money" },
			{ name: "note", title: { de: "note", en: "note" }, kind: "text" },
		]);
		expect(fieldsOf({ parameters: {} })).toEqual([]);
	});

	it("is filled in, or not yet", () => {
		const full = { articles: ["1"], codes: ["a"], hours: 10, least: { minor: 0, currency: "EUR" }, note: "x" };
		const given = (changes: object) => isFilledIn({ is: "any", with: { ...full, ...changes } }, fields);
		expect(given({})).toBe(true);
		for (const lacking of [
			{ articles: [] },
			{ codes: undefined },
			{ hours: 0 },
			{ hours: 11 },
			{ hours: 1.5 },
			{ hours: null },
			{ least: null },
			{ least: { minor: 1, currency: "eur" } },
			{ note: "" },
		]) {
			expect(given(lacking), JSON.stringify(lacking)).toBe(false);
		}
	});
});

function byId({ id: one }: { readonly id: string }, { id: other }: { readonly id: string }): number {
	return one < other ? -1 : 1;
}
