import type { ScenarioName } from "../../eval/data.ts";
import { AMOUNTS } from "./amounts.ts";
import { BANK_TEXTS } from "./bank-texts.ts";
import { BANK_WORDS } from "./bank-words.ts";
import type { ScenarioCase } from "./case.ts";
import { COLLECTIVE } from "./collective.ts";
import { DISCOUNTS_AND_CURRENCIES } from "./discounts-and-currencies.ts";
import { LIFECYCLE } from "./lifecycle.ts";
import { LISTS_OF_NUMBERS } from "./lists-of-numbers.ts";
import { MISTYPED_NUMBERS } from "./mistyped-numbers.ts";
import { MORE_COLLECTIVE } from "./more-collective.ts";
import { NAMES } from "./names.ts";
import { NEAR_NUMBERS } from "./near-numbers.ts";
import { NOT_A_PAYMENT } from "./not-a-payment.ts";
import { REFERENCES } from "./references.ts";
import { RIVALS } from "./rivals.ts";
import { SETTINGS } from "./settings.ts";
import { STATEMENTS } from "./statements.ts";
import { TAKEN_BACK } from "./taken-back.ts";
import { WITHOUT_NUMBER } from "./without-number.ts";
import { WRITTEN_NUMBERS } from "./written-numbers.ts";

const FILES = [
	WRITTEN_NUMBERS,
	BANK_TEXTS,
	STATEMENTS,
	MISTYPED_NUMBERS,
	NEAR_NUMBERS,
	NAMES,
	WITHOUT_NUMBER,
	REFERENCES,
	COLLECTIVE,
	MORE_COLLECTIVE,
	LISTS_OF_NUMBERS,
	AMOUNTS,
	DISCOUNTS_AND_CURRENCIES,
	SETTINGS,
	RIVALS,
	LIFECYCLE,
	TAKEN_BACK,
	NOT_A_PAYMENT,
	BANK_WORDS,
];

export function casesOf(scenario: ScenarioName): readonly ScenarioCase[] {
	return FILES.flatMap((scenarios) => scenarios[scenario] ?? []);
}
