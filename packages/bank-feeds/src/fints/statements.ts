import type { Day } from "@kontor/connector";
import { AccountType, type BankAccount } from "lib-fints";
import { FeedError, type Payload } from "../feed.ts";
import type { Access } from "./access.ts";
import type { Captured } from "./captured.ts";
import { addDays, dateOf, today } from "./days.ts";
import { type BankDialog, header, type Order } from "./dialog.ts";
import { fault } from "./faults.ts";
import { Stream } from "./mt940-stream.ts";

/** camt where the bank gives it to this account: its references tell payments apart that look alike in MT940. */
const ORDERS = ["HKCAZ", "HKKAZ"] as const;
type OrderId = (typeof ORDERS)[number];

/** What the user may do with an account is not said (FinTS, UPD-Verwendung). */
const LEFT_OPEN = 1;
/** There is more, to be asked for with a mark (FinTS, Aufsetzpunkt). */
const MORE = 3040;
/** No account has more pages; a bank that goes on for ever has gone wrong. */
const MOST_PAGES = 10_000;

/** Whether the bank gives statements of the account at all. */
export function givesStatements(access: Access, account: BankAccount): boolean {
	return ordersFor(access, account).length > 0;
}

/** Everything the bank has of the account since that day, as far back as it keeps postings. Page by page as it comes. */
export async function* statements(
	access: Access,
	dialog: BankDialog,
	account: BankAccount,
	since: Day,
): AsyncGenerator<Payload> {
	const [best, other] = ordersFor(access, account);
	if (best === undefined) throw notGiven();
	let given = false;
	try {
		for await (const payload of pages(access, dialog, account, since, best)) {
			given = true;
			yield payload;
		}
	} catch (error) {
		// There are banks that offer camt and decline it for the account.
		const declined = error instanceof FeedError && error.fault === "unexpected-reply";
		if (other === undefined || given || !declined) throw error;
		yield* pages(access, dialog, account, since, other);
	}
}

async function* pages(
	access: Access,
	dialog: BankDialog,
	account: BankAccount,
	since: Day,
	id: OrderId,
): AsyncGenerator<Payload> {
	const from = earliest(access, id, since);
	const name = (page: number) => `${id} from ${from}, page ${page}`;
	const booked = new Stream("mt940");
	const pending = new Stream("mt942");
	let mark: string | undefined;
	for (let page = 1; page <= MOST_PAGES; page++) {
		const { answers } = await dialog.order(orderOf(access, id, account, from, mark));
		for (const captured of access.line.take()) {
			if (captured.format === "camt") yield* camt(captured, name(page));
			else {
				yield* booked.add(captured.booked, name(page));
				yield* pending.add(captured.pending, `${name(page)}, pending`);
			}
		}
		const more = answers.find(({ code }) => code === MORE);
		if (more === undefined) {
			yield* booked.end();
			yield* pending.end();
			return;
		}
		const next = more.params?.[0];
		if (next === undefined || next === mark) throw fault("unexpected-reply", "the bank does not say where to go on");
		mark = next;
	}
	throw fault("unexpected-reply", `more than ${MOST_PAGES} pages`);
}

function* camt({ booked, pending }: Captured, name: string): Generator<Payload> {
	for (const [index, bytes] of booked.entries()) yield { type: "camt.052", bytes, name: `${name}, ${index + 1}` };
	for (const [index, bytes] of pending.entries()) {
		// Among the pending ones an entry that does not call itself so would be read as booked, and could settle an order.
		const text = Buffer.from(bytes).toString("latin1");
		if (text.includes(">PDNG<") && !text.includes(">BOOK<")) {
			yield { type: "camt.052", bytes, name: `${name}, pending ${index + 1}` };
		}
	}
}

function ordersFor({ bank }: Access, { allowedTransactions = [], accountType }: BankAccount): readonly OrderId[] {
	const listed = (id: string) => allowedTransactions.some(({ transId }) => transId === id);
	const open = bank.bankingInformation.upd?.usage === LEFT_OPEN && !ORDERS.some(listed);
	return ORDERS.filter(
		(id) =>
			bank.getMaxSupportedTransactionVersion(id) !== undefined &&
			(listed(id) || (open && accountType === AccountType.CheckingAccount)),
	);
}

function orderOf({ bank }: Access, id: OrderId, account: BankAccount, from: Day, mark: string | undefined): Order {
	const { iban, bic, ...national } = accountOf(account);
	const version = bank.getMaxSupportedTransactionVersion(id) ?? 1;
	const period = { allAccounts: false, from: dateOf(from), continuationMark: mark };
	if (id === "HKKAZ") return { header: header(id, version), account: national, ...period } as Order;
	const formats = bank.getTransactionParameters<CamtParameters>(id)?.supportedCamtFormats ?? [];
	const reports = formats.filter((format) => format.includes("camt.052"));
	const acceptedCamtFormats = reports.length > 0 ? reports : ["urn:iso:std:iso:20022:tech:xsd:camt.052.001.08"];
	return { header: header(id, version), account: { iban, bic, ...national }, acceptedCamtFormats, ...period } as Order;
}

function accountOf({ iban, bic, accountNumber, subAccountId, bank }: BankAccount) {
	return { iban, bic, accountNumber, subAccountId, bank };
}

interface StatementParameters {
	/** For how many days the bank keeps postings. */
	readonly maxDays?: number;
}
interface CamtParameters extends StatementParameters {
	readonly supportedCamtFormats?: readonly string[];
}

/** Banks refuse a period that begins before what they keep. */
function earliest({ bank, context }: Access, id: OrderId, since: Day): Day {
	const now = today(context.now());
	const days = bank.getTransactionParameters<StatementParameters>(id)?.maxDays;
	const kept = days ? addDays(now, -days) : since;
	if (since > now) return now;
	return since < kept ? kept : since;
}

function notGiven(): Error {
	return fault("needs-merchant", "the bank gives no statements of this account", {
		forMerchant: {
			de: "Die Bank liefert für dieses Konto über FinTS keine Umsätze. Bitte im Onlinebanking freischalten lassen.",
			en: "The bank gives no postings of this account over FinTS. Please have them enabled in online banking.",
		},
	});
}
