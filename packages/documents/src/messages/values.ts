import type { Money } from "@kontor/connector";
import { printedIban } from "../payment/account.ts";
import { amountText, dayText, type Locale, numberText } from "../wording/locale.ts";
import type { MessageData } from "./data.ts";
import { blockMark, plainValue } from "./marks.ts";
import { PLACEHOLDER_NAMES, PLACEHOLDERS, type PlaceholderName } from "./placeholders.ts";

/** What Liquid is given: by name, nested where a name has a point. `null`: nothing is known, `{% if %}` leaves it out. */
export type Values = { [name: string]: string | null | Values };

/** Every placeholder's value in the customer's notation. A block is the mark of its place, where there is something to show. */
export function valuesOf(data: MessageData, locale: Locale, hasBlock: (name: PlaceholderName) => boolean): Values {
	const values: Values = {};
	for (const name of PLACEHOLDER_NAMES) {
		const value = PLACEHOLDERS[name].block
			? hasBlock(name)
				? blockMark(name)
				: null
			: plain(WRITTEN[name as TextPlaceholder](data, locale));
		const [first = "", second] = name.split(".");
		if (second === undefined) values[first] = value;
		else values[first] = { ...(values[first] as Values | undefined), [second]: value };
	}
	return values;
}

function plain(value: string | undefined): string | null {
	const text = plainValue(value ?? "");
	return text === "" ? null : text;
}

type TextPlaceholder = {
	[N in PlaceholderName]: (typeof PLACEHOLDERS)[N]["block"] extends true ? never : N;
}[PlaceholderName];
type Write = (data: MessageData, locale: Locale) => string | undefined;

const money = (amount: Money | undefined, locale: Locale) =>
	amount === undefined ? undefined : amountText(amount, locale);
const day = (date: string | undefined, locale: Locale) => (date === undefined ? undefined : dayText(date, locale));

const WRITTEN: Readonly<Record<TextPlaceholder, Write>> = {
	salutation: ({ customer }, locale) => salutation(customer.name, locale),
	"shop.name": ({ shop }) => shop.name,
	"shop.email": ({ shop }) => shop.email,
	"shop.phone": ({ shop }) => shop.phone,
	"shop.website": ({ shop }) => shop.website,
	"customer.name": ({ customer }) => customer.name,
	"customer.company": ({ customer }) => customer.company,
	"customer.number": ({ customer }) => customer.number,
	"order.number": ({ order }) => order?.number,
	"order.date": ({ order }, locale) => day(order?.date, locale),
	"invoice.number": ({ order }) => order?.invoice?.number,
	"invoice.date": ({ order }, locale) => day(order?.invoice?.date, locale),
	amount: ({ amount }, locale) => money(amount, locale),
	previousAmount: ({ previousAmount }, locale) => money(previousAmount, locale),
	outstanding: ({ amount }, locale) =>
		amount === undefined || amount.minor <= 0 ? undefined : amountText(amount, locale),
	payableUntil: ({ payableUntil }, locale) => day(payableUntil, locale),
	dueDate: ({ order }, locale) => day(order?.dueDate, locale),
	"discount.percent": ({ discount }, locale) =>
		discount === undefined ? undefined : numberText(discount.percent, locale),
	"discount.amount": ({ discount }, locale) => money(discount?.amount, locale),
	"discount.until": ({ discount }, locale) => day(discount?.until, locale),
	"foreign.amount": ({ order }, locale) => money(order?.foreign?.amount, locale),
	"foreign.rate": ({ order }, locale) =>
		order?.foreign === undefined ? undefined : numberText(order.foreign.rate, locale),
	level: ({ level }) => (level === undefined ? undefined : String(level)),
	previousDate: ({ previousDate }, locale) => day(previousDate, locale),
	"received.amount": ({ received }, locale) => money(received?.amount, locale),
	"received.date": ({ received }, locale) => day(received?.day, locale),
	"repayment.amount": ({ repayment }, locale) => money(repayment?.amount, locale),
	"repayment.iban": ({ repayment }) => (repayment?.iban === undefined ? undefined : shortened(repayment.iban)),
	"collection.partner": ({ collection }) => collection?.partner,
	"collection.reference": ({ collection }) => collection?.reference,
	taskCount: ({ tasks }) => String((tasks ?? []).reduce((sum, { count }) => sum + count, 0)),
};

/** Swiss letters have no comma there. */
function salutation(name: string, locale: Locale): string {
	const who = name.trim() === "" ? "" : ` ${name.trim()}`;
	if (locale === "en") return `Hello${who},`;
	return locale === "de" ? `Guten Tag${who},` : `Guten Tag${who}`;
}

/** Enough to recognise one's own account, too little to use it: mail is read by others. */
function shortened(iban: string): string {
	const printed = printedIban(iban).replaceAll(" ", "");
	return `${printed.slice(0, 4)} … ${printed.slice(-4)}`;
}
