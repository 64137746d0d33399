import { PaymentCode, type PaymentTerm, type Text } from "@kontor/connector";
import type { MatchOrder, Standing } from "@kontor/matching";
import { dayOrInstant } from "./date-checks.ts";
import { choice, flag, money, object, requiredMoney, text, texts, UnexpectedField, whole } from "./field-checks.ts";

/** What a line of an order file may say; `managed` is known, but makes no difference to what a posting pays. */
export const ORDER_FIELDS = [
	"id",
	"shop",
	"number",
	"invoiceNumber",
	"customerNumber",
	"name",
	"company",
	"email",
	"postcode",
	"city",
	"amount",
	"open",
	"placedAt",
	"paymentCode",
	"terms",
	"additionalNames",
	"additionalNumbers",
	"standing",
	"testSystem",
	"managed",
] as const;
export type OrderLine = Readonly<Partial<Record<(typeof ORDER_FIELDS)[number], unknown>>>;

/**
 * An order as a line of JSON. Needed are `id` or `number`, and the amount; without `id` the order is called by shop and number.
 * @throws UnexpectedField
 */
export function readOrderLine(line: OrderLine): MatchOrder {
	const amount = requiredMoney(line.amount, "amount");
	const open = money(line.open, "open");
	if (open !== undefined && open.currency !== amount.currency) {
		throw new UnexpectedField("open.currency", SAME_CURRENCY, open.currency);
	}
	const shop = text(line.shop, "shop") ?? "";
	const number = text(line.number, "number") ?? "";
	return {
		id: text(line.id, "id") ?? idOf(shop, number),
		shop,
		number,
		invoiceNumber: text(line.invoiceNumber, "invoiceNumber"),
		customerNumber: text(line.customerNumber, "customerNumber"),
		name: text(line.name, "name"),
		company: text(line.company, "company"),
		email: text(line.email, "email"),
		postcode: text(line.postcode, "postcode"),
		city: text(line.city, "city"),
		additionalNames: texts(line.additionalNames, "additionalNames"),
		additionalNumbers: texts(line.additionalNumbers, "additionalNumbers"),
		amount,
		open,
		placedAt: dayOrInstant(line.placedAt, "placedAt"),
		paymentCode: choice(line.paymentCode, "paymentCode", PaymentCode.options),
		terms: terms(line.terms),
		standing: choice(line.standing, "standing", STANDINGS),
		testSystem: flag(line.testSystem, "testSystem"),
	};
}

/** An order that is done with: its amount may be missing, too, and a cancelled one stays so. */
export function readClosedLine(line: OrderLine): MatchOrder {
	const order = readOrderLine(line.amount === undefined || line.amount === null ? { ...line, amount: NOTHING } : line);
	return { ...order, open: undefined, standing: order.standing === "cancelled" ? "cancelled" : "closed" };
}

const NOTHING = { minor: 0, currency: "EUR" };
const STANDINGS: readonly Standing[] = ["open", "closed", "cancelled"];

function idOf(shop: string, number: string): string {
	if (number === "") throw new UnexpectedField("id", ID_OR_NUMBER, undefined);
	return shop === "" ? number : `${shop} ${number}`;
}

function terms(value: unknown): readonly PaymentTerm[] | undefined {
	if (value === undefined || value === null) return undefined;
	if (!Array.isArray(value)) throw new UnexpectedField("terms", TERMS, value);
	if (value.length === 0) return undefined;
	return value.map((item, i) => {
		const { days, discountPercent } = object(item, `terms[${i}]`, TERM);
		const found = whole(days, `terms[${i}].days`, 0);
		if (found === undefined) throw new UnexpectedField(`terms[${i}].days`, DAYS, days);
		return { days: found, discountPercent: percent(discountPercent, `terms[${i}].discountPercent`) };
	});
}

/** Left out: the net term. */
function percent(value: unknown, field: string): number {
	if (value === undefined || value === null) return 0;
	if (typeof value === "number" && value >= 0 && value <= 100) return value;
	throw new UnexpectedField(field, PERCENT, value);
}

const SAME_CURRENCY: Text = { de: "die Währung von amount", en: "the currency of amount" };
const ID_OR_NUMBER: Text = { de: "id oder number", en: "id or number" };
const DAYS: Text = { de: "eine Zahl von Tagen", en: "a number of days" };
const PERCENT: Text = { de: "eine Zahl von 0 bis 100", en: "a number from 0 to 100" };
const TERM: Text = { de: '{"days": 14, "discountPercent": 2}', en: '{"days": 14, "discountPercent": 2}' };
const TERMS: Text = { de: `eine Liste aus ${TERM.de}`, en: `a list of ${TERM.en}` };
