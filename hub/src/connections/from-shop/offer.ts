import { randomUUID } from "node:crypto";
import { type findInstallation, type offerInstallation, problem } from "@kontor/protocol";
import type * as z from "zod";
import { remember } from "../../changes/remember.ts";
import type { HostCaller } from "../../http/authenticate.ts";
import type { Hub } from "../../hub.ts";
import { assertFits } from "../fits-schema.ts";
import { manifestOf } from "../plugins.ts";
import { lockConnection } from "../stored-connection.ts";
import { claim, takeOver } from "./claim.ts";
import { hashOfCode, hashOfShop, newCode } from "./codes.ts";
import { merchantOfLinkCode, useLinkCode } from "./link-codes.ts";
import { openInstallation, type Pending, sealInstallation } from "./pending.ts";

type Offer = z.infer<typeof offerInstallation.body>;
type Answer = z.infer<typeof offerInstallation.result>;

/** A merchant who does not come to Kontor within this time has to install anew. */
const VALID_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * A shop was installed from its own side (PRODUCT A2). Where it is known and was only uninstalled there, it goes on as it
 * was (A8); with a merchant's link code it is his; else it waits, encrypted, for whoever shows its code.
 * @throws ProblemError 400 where configuration or secrets do not fit the plugin, 403 for another plugin's host
 */
export async function offer(hub: Hub, caller: HostCaller, body: Offer): Promise<Answer> {
	assertSpeaksFor(caller, body.plugin);
	const { installed, linkCode } = body;
	if (installed !== undefined) {
		const known = await onlyUninstalled(hub, caller, body);
		if (known !== null) {
			await goOn(hub, known, installed);
			return { state: "linked" };
		}
	}
	const code = newCode();
	const pending = await keep(hub, caller, body, code);
	if (pending === null) return { state: "unknown" };
	if (pending === "claimed") return { state: "linked" };
	if (linkCode === undefined) return { state: "unclaimed", code, refused: false };
	const merchantId = await merchantOfLinkCode(hub, linkCode);
	const linked =
		merchantId !== null &&
		(await hub.db.merchant(merchantId, "link-installation", async (tx) => {
			if (!(await useLinkCode(tx, linkCode))) return false;
			await claim(hub, tx, pending, { by: "person", linkCode: true });
			return true;
		}));
	return linked ? { state: "linked" } : { state: "unclaimed", code, refused: true };
}

/** What nobody has claimed yet. Another host's is none of its business. */
export async function find(
	hub: Hub,
	caller: HostCaller,
	{ plugin, identity }: z.infer<typeof findInstallation.body>,
): Promise<z.infer<typeof findInstallation.result>> {
	assertSpeaksFor(caller, plugin);
	const row = await hub.db.global("find-shop-installation", (tx) =>
		tx.model.shopInstallation.findUnique({
			where: {
				plugin_hostId_identityHash: { plugin, hostId: caller.hostId, identityHash: hashOfShop(plugin, identity) },
			},
		}),
	);
	if (row?.sealed == null || row.expiresAt <= hub.clock()) return { installation: null };
	const { config, secrets } = openInstallation(hub.vault, row.id, row.sealed);
	return { installation: { config, secrets } };
}

function assertSpeaksFor({ plugins, connections }: HostCaller, plugin: string): void {
	// Whoever serves single connections only does not take in new shops.
	if (!plugins.includes(plugin) || connections.length > 0) {
		throw problem("NOT_ALLOWED", { detail: `this key takes in no shops of ${plugin}` });
	}
}

interface Known {
	readonly merchantId: string;
	readonly connectionId: string;
}

/**
 * The one connection of this shop that ended by being uninstalled there: its new credentials still have to open the very
 * shop before it goes on. One that stands takes them only from the platform, since anybody may say that he is a shop. One that
 * its merchant disconnected in Kontor stays so; and where two merchants have it, nobody can know which of them it is now.
 */
async function onlyUninstalled(
	hub: Hub,
	caller: HostCaller,
	{ plugin, identity, provenBy }: Offer,
): Promise<Known | null> {
	const { rows } = await hub.db.pool.query<{ merchant_id: string; connection_id: string }>(
		`SELECT merchant_id, connection_id FROM hosted_connections WHERE identity_hash = $1 AND plugin = $2 AND host_id = $3`,
		[hashOfShop(plugin, identity), plugin, caller.hostId],
	);
	const known: Known[] = [];
	for (const { merchant_id: merchantId, connection_id: connectionId } of rows) {
		const stands = await hub.db.merchant(merchantId, "look-for-shop", async (tx) => {
			const { state, disconnectedBy, identity: present } = await lockConnection(tx, connectionId);
			if (present !== identity) return false;
			return state === "disconnected" ? disconnectedBy === "shop" : provenBy === "platform";
		});
		if (stands) known.push({ merchantId, connectionId });
	}
	const [first, ...more] = known;
	return first !== undefined && more.length === 0 ? first : null;
}

async function goOn(hub: Hub, { merchantId, connectionId }: Known, installed: NonNullable<Offer["installed"]>) {
	await hub.db.merchant(merchantId, "install-again", async (tx) => {
		const connection = await lockConnection(tx, connectionId);
		await takeOver(hub, tx, connection, installed);
		await remember(tx, connectionId, "installed-again", { by: "shop" });
	});
}

/** Stored with a new code. Null where nothing has come before; `claimed` where it is a merchant's already. */
async function keep(hub: Hub, caller: HostCaller, body: Offer, code: string): Promise<Pending | "claimed" | null> {
	const { plugin, identity, installed } = body;
	const key = { plugin, hostId: caller.hostId, identityHash: hashOfShop(plugin, identity) };
	return hub.db.global("offer-installation", async (tx) => {
		const expiresAt = new Date(tx.now.getTime() + VALID_MS);
		const [row] = await tx.query<{ id: string; sealed: Uint8Array | null; expired: boolean; claimed: boolean }>(
			`SELECT id, sealed, expires_at <= $4 AS expired, merchant_id IS NOT NULL AS claimed FROM shop_installations
			  WHERE plugin = $1 AND host_id = $2::uuid AND identity_hash = $3 FOR UPDATE`,
			plugin,
			key.hostId,
			key.identityHash,
			tx.now,
		);
		if (installed === undefined) {
			if (row === undefined || row.expired) return null;
			if (row.claimed || row.sealed === null) return "claimed";
			const shop = openInstallation(hub.vault, row.id, row.sealed);
			await tx.model.shopInstallation.update({ where: { id: row.id }, data: { claimHash: hashOfCode(code) } });
			return { id: row.id, hostId: key.hostId, plugin, shop };
		}
		const manifest = await manifestOf(tx, plugin);
		assertFits(manifest.config, installed.config, "body.installed.config");
		assertFits(manifest.secrets, installed.secrets, "body.installed.secrets");
		const id = row?.id ?? randomUUID();
		const shop = { identity, ...installed };
		const data = {
			sealed: sealInstallation(hub.vault, id, shop),
			claimHash: hashOfCode(code),
			expiresAt,
			merchantId: null,
			connectionId: null,
		};
		await tx.model.shopInstallation.upsert({
			where: { plugin_hostId_identityHash: key },
			create: { ...key, id, createdAt: tx.now, ...data },
			update: data,
		});
		return { id, hostId: key.hostId, plugin, shop };
	});
}
