import { type patchShopSettings, problem, type Settings, ShopSettings } from "@kontor/protocol";
import type * as z from "zod";
import { requestAssignment } from "../assigning/request-assignment.ts";
import { type ChangeCause, remember } from "../changes/remember.ts";
import { asJson, changeConnection, lockConnection } from "../connections/stored-connection.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { differences, settingsOf } from "./settings.ts";

type OfShop = { readonly own: ShopSettings; readonly effective: Settings };

/** What holds for a shop: its own, else the merchant's, field by field (PRODUCT A11). */
export function effective(merchant: Settings, { assignment, ...own }: ShopSettings): Settings {
	return { ...merchant, ...given(own), assignment: { ...merchant.assignment, ...given(assignment ?? {}) } };
}

function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

/** What holds for each of some shops; one that does not exist has the merchant's. */
export async function settingsOfShops(
	tx: MerchantTransaction,
	connectionIds: readonly string[],
): Promise<(connectionId: string) => Settings> {
	const merchant = await settingsOf(tx);
	const rows = await tx.query<{ id: string; settings: unknown }>(
		`SELECT id, settings FROM connections WHERE merchant_id = $1::uuid AND id = ANY($2::uuid[]) AND settings <> '{}'`,
		tx.merchantId,
		[...new Set(connectionIds)],
	);
	const own = new Map(rows.map(({ id, settings }) => [id, effective(merchant, ShopSettings.parse(settings))] as const));
	return (connectionId) => own.get(connectionId) ?? merchant;
}

/** What each shop has of its own that has anything. */
export async function ownSettings(tx: MerchantTransaction): Promise<ReadonlyMap<string, ShopSettings>> {
	const rows = await tx.query<{ id: string; settings: unknown }>(
		`SELECT id, settings FROM connections WHERE merchant_id = $1::uuid AND settings <> '{}' ORDER BY id`,
		tx.merchantId,
	);
	return new Map(rows.map(({ id, settings }) => [id, ShopSettings.parse(settings)] as const));
}

export async function shopSettings(tx: MerchantTransaction, connectionId: string): Promise<OfShop> {
	const { settings } = await lockConnection(tx, connectionId);
	const own = ShopSettings.parse(settings);
	return { own, effective: effective(await settingsOf(tx), own) };
}

/** @throws ProblemError 400 naming a field to inherit that a shop has none of */
export async function changeShopSettings(
	tx: MerchantTransaction,
	connectionId: string,
	{ inherit, assignment, ...changes }: z.infer<typeof patchShopSettings.body>,
	cause: ChangeCause,
): Promise<OfShop> {
	const connection = await lockConnection(tx, connectionId);
	const before = ShopSettings.parse(connection.settings);
	const after: Record<string, unknown> = { ...before, ...given(changes) };
	const ofAssignment: Record<string, unknown> = { ...before.assignment, ...given(assignment ?? {}) };
	for (const [index, field] of inherit.entries()) {
		const [, ofAssigning] = /^assignment\.(.*)$/.exec(field) ?? [];
		const isKnown = ofAssigning === undefined ? field in ShopSettings.shape : ofAssigning in ASSIGNMENT;
		if (!isKnown) {
			const issue = { path: `body.inherit.${index}`, message: `a shop has no setting "${field}" of its own` };
			throw problem("INVALID_REQUEST", { detail: `${issue.path}: ${issue.message}`, issues: [issue] });
		}
		if (ofAssigning !== undefined) delete ofAssignment[ofAssigning];
		else if (field === "assignment") for (const name of Object.keys(ofAssignment)) delete ofAssignment[name];
		else delete after[field];
	}
	const own = ShopSettings.parse({
		...after,
		assignment: Object.keys(ofAssignment).length === 0 ? undefined : ofAssignment,
	});
	const changed = differences(before, own);
	if (changed.length > 0) {
		// What other concerns keep beside them stays.
		const stored = Object.fromEntries(
			Object.entries(connection.settings as object).filter(([name]) => !(name in ShopSettings.shape)),
		);
		await changeConnection(tx, connection, { settings: asJson({ ...stored, ...JSON.parse(JSON.stringify(own)) }) });
		await remember(tx, connectionId, "settings-changed", { ...cause, changed });
		if (changed.some(({ field }) => DECIDES.test(field))) await requestAssignment(tx);
	}
	return { own, effective: effective(await settingsOf(tx), own) };
}

const ASSIGNMENT = ShopSettings.shape.assignment.unwrap().shape;
/** What of them decides how postings are assigned. */
const DECIDES = /^(assignment\.|paymentForCancelled)/;
