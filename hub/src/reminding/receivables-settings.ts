import { problem, type ReceivablesSettingsView } from "@kontor/protocol";
import {
	contradictions,
	effectiveSettings,
	fieldText,
	type ReceivablesSettings,
	readSettings,
	SETTING_NAMES,
	type SettingFault,
	type SettingsOverride,
	settingChanges,
} from "@kontor/receivables";
import { remember } from "../changes/remember.ts";
import type { MerchantTransaction } from "../db/database.ts";
import type { MerchantCaller } from "../http/authenticate.ts";
import { merchantOverride, overrideIn } from "./rules-of-writing.ts";

/** What the merchant has set (PRODUCT A11), or what one of his shops sets differently. @throws ProblemError 404 */
export async function receivablesSettings(
	tx: MerchantTransaction,
	connection: string | undefined,
): Promise<ReceivablesSettingsView> {
	const merchant = await merchantOverride(tx);
	const shop = connection === undefined ? undefined : await shopOverride(tx, connection);
	return view(shop ?? merchant, effectiveSettings(merchant, shop));
}

/**
 * Sets them, and keeps what changed. Nothing is taken where a field is wrong, or where what would hold in the end contradicts itself.
 * @throws ProblemError 400 naming each field and what was expected, 404
 */
export async function setReceivablesSettings(
	tx: MerchantTransaction,
	connection: string | undefined,
	given: unknown,
	{ label }: MerchantCaller,
): Promise<ReceivablesSettingsView> {
	const read = readSettings(given);
	if (!read.ok) throw refused(read.faults);
	const { override } = read;
	const before = connection === undefined ? await merchantOverride(tx) : await shopOverride(tx, connection);
	const merchant = connection === undefined ? override : await merchantOverride(tx);
	const effective = effectiveSettings(merchant, connection === undefined ? {} : override);
	const faults = [...contradictions(effective), ...(connection === undefined ? await inShops(tx, merchant) : [])];
	if (faults.length > 0) throw refused(faults);
	const changes = settingChanges(before, override);
	if (changes.length > 0) {
		await store(tx, connection, override);
		await remember(tx, connection ?? null, "settings-changed", { by: "person", credential: label, changes });
	}
	return view(override, effective);
}

/** What would contradict itself only together with what a shop sets differently. */
async function inShops(tx: MerchantTransaction, merchant: SettingsOverride): Promise<FaultInShop[]> {
	const shops = await tx.model.connection.findMany({
		where: { merchantId: tx.merchantId },
		select: { name: true, settings: true },
		orderBy: { name: "asc" },
	});
	return shops.flatMap(({ name, settings }) =>
		contradictions(effectiveSettings(merchant, overrideIn(settings))).map((fault) => ({ ...fault, shop: name })),
	);
}

interface FaultInShop extends SettingFault {
	/** Its name; left out: what holds for the merchant, or for the shop that is set. */
	readonly shop?: string;
}

async function shopOverride(tx: MerchantTransaction, id: string): Promise<SettingsOverride> {
	const shop = await tx.model.connection.findUnique({
		where: { merchantId_id: { merchantId: tx.merchantId, id } },
		select: { settings: true },
	});
	if (shop === null) throw problem("NOT_FOUND", { detail: "no such connection" });
	return overrideIn(shop.settings);
}

/** Beside the other settings, under a name of their own. */
async function store(
	tx: MerchantTransaction,
	connection: string | undefined,
	override: SettingsOverride,
): Promise<void> {
	const receivables = JSON.stringify({ receivables: override });
	if (connection !== undefined) {
		await tx.execute(
			`UPDATE connections SET settings = settings || $3::jsonb WHERE merchant_id = $1::uuid AND id = $2::uuid`,
			tx.merchantId,
			connection,
			receivables,
		);
		return;
	}
	await tx.execute(
		`INSERT INTO settings (merchant_id, body, updated_at) VALUES ($1::uuid, $2::jsonb, $3)
		 ON CONFLICT (merchant_id) DO UPDATE
		    SET body = settings.body || excluded.body, version = settings.version + 1, updated_at = excluded.updated_at`,
		tx.merchantId,
		receivables,
		tx.now,
	);
}

function view(own: SettingsOverride, effective: ReceivablesSettings): ReceivablesSettingsView {
	const fields = SETTING_NAMES.map((name) => {
		const { title, help = null } = fieldText(name);
		return [name, { title, help }] as const;
	});
	return {
		own: own as ReceivablesSettingsView["own"],
		effective: { ...effective },
		fields: Object.fromEntries(fields),
	};
}

function refused(faults: readonly FaultInShop[]) {
	const [first] = faults;
	const inShop = ({ shop }: FaultInShop) => (shop === undefined ? "" : ` (${shop})`);
	return problem("INVALID_REQUEST", {
		detail: first === undefined ? "" : `${first.field}${inShop(first)}: expected ${first.expected.en}`,
		issues: faults.map((fault) => ({
			path: `body.${fault.field}`,
			message: `expected ${fault.expected.en}${inShop(fault)}`,
		})),
		...(first !== undefined && {
			forMerchant: {
				de: `${titleOf(first.field).de}${inShop(first)}: ${first.expected.de}`,
				en: `${titleOf(first.field).en}${inShop(first)}: ${first.expected.en}`,
			},
		}),
	});
}

function titleOf(field: string): { de: string; en: string } {
	const name = field.split(".").slice(0, 2).join(".");
	const known = SETTING_NAMES.find((one) => one === name);
	return known === undefined ? { de: field, en: field } : fieldText(known).title;
}
