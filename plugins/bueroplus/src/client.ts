import { ConnectorError } from "@kontor/connector";
import * as z from "zod";
import type { Change, ErpSource, Position, ShipmentRecord, Vorgang, VorgangPage } from "./erp.ts";
import { type Answered, ask, CHANGED, literal } from "./graphql.ts";
import type { Erp } from "./manifest.ts";
import { settingsOf } from "./settings.ts";
import { flag, selectionOf, text, toVorgang, VorgangRow } from "./vorgang-row.ts";

/** Vorgänge that are read at a time. */
export const PAGE_SIZE = 25;
const PLATFORM_PAGE = 200;
/** Of versions alone, many more fit. */
const VERSIONS_AT_A_TIME = 1000;
/** How many numbers one filter names. */
const PORTION = 50;

function page<T extends z.ZodType>(node: T) {
	return z.object({
		edges: z.array(z.object({ node })),
		pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
	});
}

/**
 * The ERP's GraphQL server (Gen. 24). Tables, `conRead` with its pages, `rowRead` by key, filters, `as`, `set` and the
 * system fields `_if` and `_raise` are public; which fields hold what is in fields.ts.
 */
export function graphqlErp(ctx: Erp): ErpSource {
	const { fields, timeZone, currency, url } = settingsOf(ctx);
	const selection = selectionOf(fields);
	const vorgangOf = (row: VorgangRow) => toVorgang(row, timeZone, currency);

	const changedSince = (since: number) =>
		since <= 0 ? "" : `, fastFilter: { gt: [{ field: ${fields.version} }, { value: ${literal(since)} }] }`;
	const exactly = (number: string) =>
		`exactMatch: { ${fields.vorgangKey}: { ${fields.vorgangKeyField}: { string: ${literal(number)} } } }`;

	return {
		async check() {
			const Schema = z.object({ client: z.object({ row: z.object({ number: z.string() }) }) });
			const { data, clock } = await ask(
				ctx,
				"read",
				Schema,
				"query { client: tblClient { row: rowRead { number: fldMandNr(as: STRING) } } }",
			);
			return { identity: `${new URL(url).host}/${data.client.row.number}`, clock: clock.toISOString() };
		},

		async paymentMethods() {
			const Schema = z.object({ table: z.object({ rows: z.array(z.object({ title: text })) }) });
			const query = `query { table: ${fields.paymentMethods} { rows: rowsRead { title: ${fields.paymentMethodTitle}(as: STRING) } } }`;
			const { data } = await ask(ctx, "read", Schema, query);
			const titles = new Set(data.table.rows.map(({ title }) => title).filter((title) => title !== ""));
			return [...titles].map((title) => ({ id: title, title, active: true }));
		},

		async layouts() {
			const node = z.object({ title: text, subject: text, text });
			const area = `{ eq: [{ field: ${fields.layoutArea} }, { value: "Vorgänge" }] }`;
			const asked = `title: ${fields.layoutTitle}(as: STRING) subject: ${fields.layoutSubject}(as: DISPLAY_TEXT) text: ${fields.layoutText}(as: DISPLAY_TEXT)`;
			return (await rowsRead(ctx, node, fields.layouts, area, asked)).filter(({ title }) => title !== "");
		},

		async newestVersion(since) {
			const Schema = z.object({ rows: z.object({ page: page(VorgangRow.pick({ version: true })) }) });
			const query = `query ($after: String) { rows: ${fields.vorgaenge} { page: conRead(first: ${VERSIONS_AT_A_TIME}, after: $after${changedSince(since)}) { edges { node { version: ${fields.version}(as: STRING) } } pageInfo { hasNextPage endCursor } } } }`;
			let newest = since;
			for (let after: string | null = null; ; ) {
				const answer: Answered<z.infer<typeof Schema>> = await ask(ctx, "read", Schema, query, { after });
				const { edges, pageInfo } = answer.data.rows.page;
				for (const { node } of edges) newest = Math.max(newest, node.version);
				if (!pageInfo.hasNextPage || pageInfo.endCursor === null) return newest;
				after = pageInfo.endCursor;
			}
		},

		changed: (since, after) => pageOf(PAGE_SIZE, changedSince(since), after),

		ofPlatforms: (after) =>
			pageOf(PLATFORM_PAGE, `, fastFilter: { ne: [{ field: ${fields.platformOrder} }, { value: "" }] }`, after),

		async vorgang(number) {
			const Schema = z.object({ rows: z.object({ row: VorgangRow.nullable() }) });
			const query = `query { rows: ${fields.vorgaenge} { row: rowRead(${exactly(number)}) { ${selection} } } }`;
			const { row } = (await ask(ctx, "read", Schema, query)).data.rows;
			return row === null ? null : vorgangOf(row);
		},

		async shipments(vorgaenge) {
			const node = z.object({ vorgang: z.string(), parcelNumber: text, done: flag, kind: text, date: text });
			const asked = `vorgang: ${fields.shipmentVorgang}(as: STRING) parcelNumber: ${fields.shipmentNumber}(as: STRING) done: ${fields.shipmentDone}(as: BOOLEAN) kind: ${fields.shipmentKind}(as: STRING) date: ${fields.shipmentDate}(as: STRING)`;
			const rows = await ofVorgaenge(vorgaenge, (some) =>
				rowsRead(ctx, node, fields.shipments, anyOf(fields.shipmentVorgang, some), asked),
			);
			return rows.map((row): ShipmentRecord => ({ ...row, date: row.date || null }));
		},

		async positions(vorgaenge) {
			const items = await ofVorgaenge(vorgaenge, async (some) => {
				const Item = z.object({ article: text, quantity: z.coerce.number() });
				const node = z.object({ vorgang: z.string(), items: z.object({ rows: z.array(Item) }) });
				const asked = `vorgang: ${fields.vorgangNumber}(as: STRING) items: ${fields.items} { rows: rowsRead { article: ${fields.itemArticle}(as: STRING) quantity: ${fields.itemQuantity}(as: FLOAT) } }`;
				return rowsRead(ctx, node, fields.vorgaenge, anyOf(fields.vorgangNumber, some), asked);
			});
			const wanted = items.flatMap(({ vorgang, items: { rows } }) => rows.map((row) => ({ vorgang, ...row })));
			const stock = await stockOf([
				...new Set(wanted.map(({ article }) => article).filter((article) => article !== "")),
			]);
			return wanted.map(
				({ vorgang, article, quantity }): Position => ({
					vorgang,
					article,
					inStock: (stock.get(article) ?? 0) >= quantity,
				}),
			);
		},

		async change(vorgang, change) {
			const Schema = z.object({ rows: z.object({ row: z.object({ number: z.string() }).nullable() }) });
			try {
				const { data } = await ask(ctx, "write", Schema, changing(vorgang, change));
				return data.rows.row !== null;
			} catch (error) {
				if (error instanceof ConnectorError && error.details.code === "BUEROPLUS_CHANGED") return false;
				throw error;
			}
		},
	};

	async function pageOf(first: number, filter: string, after: string | null): Promise<VorgangPage> {
		const Schema = z.object({ rows: z.object({ page: page(VorgangRow) }) });
		const query = `query ($after: String) { rows: ${fields.vorgaenge} { page: conRead(first: ${first}, after: $after${filter}) { edges { node { ${selection} } } pageInfo { hasNextPage endCursor } } } }`;
		const { data } = await ask(ctx, "read", Schema, query, { after });
		const { edges, pageInfo } = data.rows.page;
		return {
			vorgaenge: edges.map(({ node }) => vorgangOf(node)),
			after: pageInfo.hasNextPage ? pageInfo.endCursor : null,
		};
	}

	async function stockOf(articles: readonly string[]): Promise<Map<string, number>> {
		const node = z.object({ number: z.string(), stock: z.coerce.number() });
		const asked = `number: ${fields.productNumber}(as: STRING) stock: ${fields.productStock}(as: FLOAT)`;
		const rows = await ofVorgaenge(articles, (some) =>
			rowsRead(ctx, node, fields.products, anyOf(fields.productNumber, some), asked),
		);
		return new Map(rows.map(({ number, stock }) => [number, stock]));
	}

	/** In one transaction, and only while the row is what the decision was made on. */
	function changing({ number, version }: Vorgang, { paid, memo }: Change): string {
		const unchanged = `_if(expr: { ne: [{ field: ${fields.version} }, { value: ${literal(version)} }] }) { _raise(message: ${literal(CHANGED)}) }`;
		const written = [
			...(paid === undefined ? [] : [`${fields.paid}(set: { float: ${paid} })`]),
			`${fields.memo}(set: { string: ${literal(memo)} })`,
		];
		return `mutation { rows: ${fields.vorgaenge} { row: rowModify(${exactly(number)}) { ${unchanged} ${written.join(" ")} number: ${fields.vorgangNumber}(as: STRING) } } }`;
	}
}

async function rowsRead<T>(ctx: Erp, node: z.ZodType<T>, table: string, filter: string, asked: string): Promise<T[]> {
	const Schema = z.object({ table: z.object({ rows: z.array(node) }) });
	const query = `query { table: ${table} { rows: rowsRead(fastFilter: ${filter}) { ${asked} } } }`;
	return (await ask(ctx, "read", Schema, query)).data.table.rows;
}

function anyOf(field: string, values: readonly string[]): string {
	return `{ or: [${values.map((value) => `{ eq: [{ field: ${field} }, { value: ${literal(value)} }] }`).join(", ")}] }`;
}

/** Some at a time: a filter names each of them. */
async function ofVorgaenge<T>(
	of: readonly string[],
	read: (some: readonly string[]) => Promise<readonly T[]>,
): Promise<T[]> {
	const all: T[] = [];
	for (let from = 0; from < of.length; from += PORTION) all.push(...(await read(of.slice(from, from + PORTION))));
	return all;
}
