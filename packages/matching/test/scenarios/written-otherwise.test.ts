import { expect, test } from "vitest";
import { SCENARIOS } from "../../eval/data.ts";
import type { MatchPosting } from "../../src/index.ts";
import { casesOf } from "./all.ts";
import { answer, decideCase, type ScenarioCase, wrapped } from "./case.ts";

/** How else a bank or a payer may write the very same: every case has to be answered as before. */
const CHANGES: Readonly<Record<string, (one: ScenarioCase) => ScenarioCase>> = {
	"in capitals": withText((text) => text.toUpperCase()),
	"without umlauts": (one) =>
		withPosting(one, { remittance: plain(textOf(one)), counterparty: payer(one, (name) => plain(name).toUpperCase()) }),
	"with a greeting": withText((text) => `${text} Mit freundlichen Gruessen`),
	"with a word before": withText((text) => `Zahlung ${text}`),
	"with the time of booking": withText((text) => `${text} DATUM 05.11.2026, 10.11 UHR`),
	"each word on its line": withText((text) => text.replaceAll(" ", "\n")),
	"wrapped after 27 characters": withText((text) => wrapped(27, `SVWZ+${text.replace(/\s+/g, " ")}`)),
	"wrapped after 35 characters": withText((text) => wrapped(35, `SVWZ+${text.replace(/\s+/g, " ")}`)),
	"the name cut after 27 characters": (one) =>
		withPosting(one, { counterparty: payer(one, (name) => name.slice(0, 27)) }),
	"without a code": (one) =>
		one.posting.transactionCode === "166" ? withPosting(one, { transactionCode: undefined }) : one,
	"orders read the other way round": (one) => ({ ...one, orders: one.orders.toReversed() }),
};

test("is answered alike but for what is listed", { timeout: 60_000 }, async () => {
	const right = SCENARIOS.flatMap((scenario) => casesOf(scenario).map((one) => ({ scenario, one }))).filter(({ one }) =>
		holds(one),
	);
	const lost = Object.entries(CHANGES).flatMap(([name, change]) =>
		right.filter(({ one }) => !holds(change(one))).map(({ scenario, one }) => `${name}: ${scenario}: ${one.name}`),
	);
	await expect(lost.join("\n")).toMatchFileSnapshot("pending-otherwise.txt");
});

function holds(one: ScenarioCase): boolean {
	return answer(decideCase(one), one.expected) === one.expected;
}

function withText(change: (text: string) => string) {
	return (one: ScenarioCase) => withPosting(one, { remittance: change(textOf(one)) });
}

function withPosting(one: ScenarioCase, change: Partial<MatchPosting>): ScenarioCase {
	return { ...one, posting: { ...one.posting, ...change } };
}

function textOf({ posting }: ScenarioCase): string {
	return posting.remittance ?? "";
}

function payer({ posting }: ScenarioCase, change: (name: string) => string): MatchPosting["counterparty"] {
	return { ...posting.counterparty, name: change(posting.counterparty?.name ?? "") };
}

function plain(text: string): string {
	return text.replace(/[äöüÄÖÜ]/g, (umlaut) => `${umlaut.normalize("NFD").charAt(0)}e`).replaceAll("ß", "ss");
}
