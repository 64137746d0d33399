import { Money, PaymentCode, PaymentTerm } from "@kontor/connector";
import { unpaid } from "@kontor/receivables";
import * as z from "zod";
import { type FileFault, faultAt } from "../file-fault.ts";
import type { ListedOrder, OrderList } from "./listed-order.ts";

/** An order as a line of JSON; every field but the amount may be missing, and of `id` and `number` one. */
const OrderLine = z.object({
	id: z.string().min(1).optional(),
	shop: z.string().default(""),
	number: z.string().default(""),
	invoiceNumber: z.string().optional(),
	customerNumber: z.string().optional(),
	name: z.string().optional(),
	company: z.string().optional(),
	email: z.string().optional(),
	postcode: z.string().optional(),
	city: z.string().optional(),
	amount: Money,
	placedAt: z.union([z.iso.date(), z.iso.datetime({ offset: true })], "expected a date or an instant").optional(),
	paymentCode: PaymentCode.optional(),
	terms: z.array(PaymentTerm).optional(),
	additionalNames: z.array(z.string()).optional(),
	additionalNumbers: z.array(z.string()).optional(),
});

export function ordersFromJsonLines(file: string, text: string): OrderList {
	const orders = new Map<string, ListedOrder>();
	const faults: FileFault[] = [];
	text.split("\n").forEach((content, i) => {
		if (content.trim() === "") return;
		const line = i + 1;
		const parsed = parseLine(file, line, content);
		if ("message" in parsed) faults.push(parsed);
		else if (orders.has(parsed.order.id)) faults.push(twice(file, line, parsed.order.id));
		else orders.set(parsed.order.id, parsed);
	});
	return { orders: [...orders.values()], faults, unused: [] };
}

function parseLine(file: string, line: number, content: string): ListedOrder | FileFault {
	const json = jsonOf(content);
	if (json === undefined) return faultAt(file, { line }, { de: "ein JSON-Objekt", en: "a JSON object" }, content);
	const parsed = OrderLine.safeParse(json);
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		const column = issue?.path.join(".") || undefined;
		const expected = issue?.message ?? "an order";
		return faultAt(
			file,
			{ line, column },
			{ de: `eine Bestellung (${expected})`, en: `an order (${expected})` },
			content,
		);
	}
	const { id, ...order } = parsed.data;
	const key = id ?? [order.shop, order.number].filter((part) => part !== "").join(" ");
	if (key === "") return faultAt(file, { line, column: "id" }, { de: "id oder number", en: "id or number" }, content);
	const { minor, currency } = order.amount;
	return { order: { ...order, id: key }, settlement: unpaid(minor, currency), lifecycle: "managed" };
}

function jsonOf(content: string): unknown {
	try {
		return JSON.parse(content);
	} catch {
		return undefined;
	}
}

function twice(file: string, line: number, id: string): FileFault {
	return faultAt(
		file,
		{ line, column: "id" },
		{ de: "eine Kennung, die nur einmal vorkommt", en: "an id that occurs once" },
		id,
	);
}
