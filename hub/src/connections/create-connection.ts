import { randomUUID } from "node:crypto";
import { type createConnection, type ManifestOnWire, problem } from "@kontor/protocol";
import type * as z from "zod";
import { type ChangeCause, remember } from "../changes/remember.ts";
import type { MerchantTransaction, Transaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { isSandbox } from "../merchants/sandbox.ts";
import { askCheck } from "./check.ts";
import { beginConsent } from "./consent.ts";
import { assertFits } from "./fits-schema.ts";
import { manifestOf } from "./plugins.ts";
import { sealNewWebhookKeys, sealSecrets } from "./secrets.ts";
import { asJson, changeConnection, connectionOf, type StoredConnection } from "./stored-connection.ts";

type Wanted = z.infer<typeof createConnection.body> & {
	/** That hands it over; left out: the one of the plugin that greeted last. */
	readonly hostId?: string;
	/** Where it is known before the check. */
	readonly identity?: string;
	/** Who added it. */
	readonly cause?: ChangeCause;
};

/** Adds a shop: checked at once with the given credentials, else begun at the shop's consent page (PRODUCT A2). */
export async function addConnection(hub: Hub, tx: MerchantTransaction, wanted: Wanted): Promise<StoredConnection> {
	// A host that greets right now either sees this connection or is seen by it.
	await tx.query(`SELECT FROM plugins WHERE id = $1 FOR SHARE`, wanted.plugin);
	const manifest = await manifestOf(tx, wanted.plugin);
	assertFits(manifest.config, wanted.config, "body.config");
	const secrets = secretsOf(manifest, wanted);
	const place = { merchantId: tx.merchantId, id: randomUUID() };
	const hostId = wanted.hostId ?? (await hostFor(tx, manifest.id));
	await tx.model.connection.create({
		data: {
			...place,
			plugin: manifest.id,
			name: wanted.name,
			url: typeof wanted.config.url === "string" ? wanted.config.url : "",
			hostId,
			state: secrets === null ? "authorizing" : "checking",
			config: asJson(wanted.config),
			secrets: secrets === null ? null : sealSecrets(hub.vault, place, secrets),
			webhookKeys: sealNewWebhookKeys(hub.vault, place),
			mapping: { paymentMethods: {}, statuses: {} },
			testSystem: wanted.testSystem ?? (await isSandbox(tx)),
			createdAt: tx.now,
		},
	});
	await tx.model.hostedConnection.create({
		data: { connectionId: place.id, merchantId: tx.merchantId, plugin: manifest.id, hostId },
	});
	// Behind the row that leads to it: a trigger writes it there, too.
	const connection =
		wanted.identity === undefined
			? await connectionOf(tx, place.id)
			: await changeConnection(tx, place, { identity: wanted.identity });
	await remember(tx, connection.id, "connection-added", wanted.cause ?? { by: "person" });
	if (secrets === null) await beginConsent(tx, connection, wanted.returnUrl ?? null);
	else await askCheck(tx, connection.id, { connect: false });
	return connection;
}

function secretsOf(manifest: ManifestOnWire, { secrets }: Wanted): NonNullable<Wanted["secrets"]> | null {
	if (secrets === undefined && manifest.capabilities.connect) return null;
	if (secrets === undefined) {
		const issue = { path: "body.secrets", message: "is missing: this kind of shop has no consent page" };
		throw problem("INVALID_REQUEST", { detail: `${issue.path}: ${issue.message}`, issues: [issue] });
	}
	assertFits(manifest.secrets, secrets, "body.secrets");
	return secrets;
}

/** The host of this plugin that greeted last; null: the next one that greets takes it. */
export async function hostFor(tx: Transaction, plugin: string): Promise<string | null> {
	const host = await tx.model.host.findFirst({
		where: { plugins: { has: plugin }, connections: { isEmpty: true }, helloAt: { not: null } },
		orderBy: { helloAt: "desc" },
		select: { id: true },
	});
	return host?.id ?? null;
}
