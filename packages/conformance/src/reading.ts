import type { Connector, Context, Cursor, ListPage, Order, OrderRef, Page } from "@kontor/connector";
import { Order as OrderSchema } from "@kontor/connector";
import { assert } from "vitest";
import type { Bench } from "./bench.ts";

/** More pages than any rig has: an endless list ends here. */
const MANY = 200;

/** Enough orders for three pages. */
export async function placeThreePages(bench: Bench): Promise<OrderRef[]> {
	const count = (bench.rig.pageSize ?? 3) * 2 + 1;
	const refs: OrderRef[] = [];
	while (refs.length < count) refs.push(await bench.place());
	return refs;
}

/** The pages of a pull, each as it leaves for the hub: the cursor as JSON, the orders by the schema. */
export async function* pages(connector: Connector, ctx: Context, since: Cursor | null): AsyncIterable<Page> {
	let count = 0;
	for await (const { orders, cursor } of connector.pull(ctx, since)) {
		assert(++count < MANY, `a pull of few orders ends before ${MANY} pages`);
		yield { orders: orders.map(parsed), cursor: JSON.parse(JSON.stringify(cursor)) };
	}
}

export async function pulled(bench: Bench, since: Cursor | null): Promise<{ pages: Page[]; cursor: Cursor | null }> {
	const all: Page[] = [];
	for await (const page of pages(bench.connector, bench.context(), since)) all.push(page);
	return { pages: all, cursor: all.at(-1)?.cursor ?? since };
}

export async function listed(bench: Bench): Promise<ListPage[]> {
	const all: ListPage[] = [];
	for await (const page of bench.connector.listOpen(bench.context())) {
		assert(all.length < MANY, `a list of few orders ends before ${MANY} pages`);
		all.push({ ...page, orders: page.orders.map(parsed) });
	}
	return all;
}

/** By its number. For connectors that declare `findsOrders`. */
export async function findBy({ connector, context }: Bench, number: string): Promise<readonly Order[]> {
	assert(connector.find !== undefined, "find is implemented where findsOrders is declared");
	return (await connector.find(context(), number)).map(parsed);
}

export function refsOf(read: readonly { readonly orders: readonly Order[] }[]): Set<OrderRef> {
	return new Set(read.flatMap(({ orders }) => orders.map(({ ref }) => ref)));
}

/** The newest version seen of an order. */
export function newestOf(read: readonly { readonly orders: readonly Order[] }[], ref: OrderRef): Order | undefined {
	return read
		.flatMap(({ orders }) => orders)
		.filter((order) => order.ref === ref)
		.at(-1);
}

export function assertNoneLost(expected: readonly OrderRef[], seen: ReadonlySet<OrderRef>, when: string): void {
	const lost = expected.filter((ref) => !seen.has(ref));
	assert(lost.length === 0, `lost ${when}: ${lost.join(", ")} of ${expected.length} orders`);
}

function parsed(order: Order): Order {
	const result = OrderSchema.safeParse(JSON.parse(JSON.stringify(order)));
	const wrong = result.error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
	assert(result.success, `an order does not fit the contract: ${wrong}`);
	return result.data;
}
