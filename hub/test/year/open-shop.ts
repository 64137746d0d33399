import { randomUUID } from "node:crypto";
import {
	createAccount,
	createHost,
	createMerchant,
	createMerchantKey,
	hello,
	patchSettings,
	putMailServer,
	putReceivablesSettings,
} from "@kontor/protocol";
import { addDays } from "@kontor/receivables";
import type { World } from "@kontor/receivables/simulation";
import type { Client } from "pg";
import { LOGIN } from "../messages/smtp-sink.ts";
import { MANIFEST } from "../support/connected-shop.ts";

import { type KillableHub, OPERATOR_KEY } from "./killable-hub.ts";
import type { YearBank } from "./year-bank.ts";
import { CONNECTED_AT, MAPPING } from "./year-shop.ts";

/** The world's merchant in the hub: his keys, and the hub's ids of his shops and accounts by the world's. */
export interface YearMerchant {
	readonly id: string;
	readonly key: string;
	readonly hostKey: string;
	readonly shops: ReadonlyMap<string, string>;
	readonly accounts: ReadonlyMap<string, string>;
}

/** A merchant with all that is set up before the first day: three shops, accounts, settings, a mail server. */
export async function openBusiness(
	hub: KillableHub,
	sql: Client,
	world: World,
	banks: readonly YearBank[],
	mailPort: number,
): Promise<YearMerchant> {
	const { timeZone, country } = world;
	const { id } = await hub.call(OPERATOR_KEY, createMerchant, { body: { name: "Laden GmbH", timeZone, country } });
	const { key } = await hub.call(OPERATOR_KEY, createMerchantKey, {
		params: { merchant: id },
		body: { label: "clerk", scopes: ["read", "write"] },
	});
	const host = await hub.call(OPERATOR_KEY, createHost, { body: { name: "host", plugins: [MANIFEST.id] } });
	await hub.call(host.key, hello, { body: { manifest: MANIFEST, host: { version: "1.0.0", publicUrl: null } } });
	await hub.call(key, putMailServer, {
		body: {
			server: {
				host: "127.0.0.1",
				port: mailPort,
				security: "none",
				user: LOGIN.user,
				from: { name: "Laden GmbH", address: "laden@laden.example" },
			},
			secrets: { password: LOGIN.password },
		},
	});
	const { paymentForCancelled, merchant: body } = world;
	await hub.call(key, patchSettings, { body: { paymentForCancelled } });
	await hub.call(key, putReceivablesSettings, { body: body as Record<string, Record<string, unknown>>, query: {} });
	const shops = new Map<string, string>();
	for (const shop of world.shops) {
		const connection = await connect(sql, {
			merchant: id,
			host: host.id,
			testSystem: shop.testSystem,
			day: world.firstDay,
		});
		shops.set(shop.id, connection);
		const own = shop.settings as Record<string, Record<string, unknown>>;
		await hub.call(key, putReceivablesSettings, { body: own, query: { connection } });
	}
	const accounts = new Map<string, string>();
	for (const { id: name, shops: of, countries, limitDays } of world.accounts) {
		const number = banks.find((bank) => bank.id === name)?.iban ?? "";
		const connections = of.flatMap((shop) => shops.get(shop) ?? []);
		const assignFrom = addDays(world.firstDay, -1);
		const account = await hub.call(key, createAccount, {
			body: { name, number, assignFrom, connections, countries: [...countries] },
		});
		accounts.set(name, account.id);
		await sql.query("UPDATE accounts SET lag_days = $2 WHERE id = $1", [account.id, limitDays]);
	}
	return { id, key, hostKey: host.key, shops, accounts };
}

/** As it stands after the guided connecting, which has tests of its own. */
async function connect(
	sql: Client,
	{ merchant, host, testSystem, day }: { merchant: string; host: string; testSystem: boolean; day: string },
): Promise<string> {
	const id = randomUUID();
	const at = `${day}T${CONNECTED_AT}`;
	await sql.query(
		`INSERT INTO connections (merchant_id, id, plugin, name, url, host_id, state, config, webhook_keys, mapping, connected_at,
		                          test_system, created_at)
		 VALUES ($1, $2, $3, 'Shop', 'https://shop.test', $4, 'connected', '{}', '', $5, $6, $7, $6)`,
		[merchant, id, MANIFEST.id, host, JSON.stringify(MAPPING), at, testSystem],
	);
	await sql.query(
		"INSERT INTO hosted_connections (connection_id, merchant_id, plugin, host_id) VALUES ($1, $2, $3, $4)",
		[id, merchant, MANIFEST.id, host],
	);
	// Its first reading is due.
	await sql.query("UPDATE connections SET next_pull_at = $2 WHERE id = $1", [id, at]);
	return id;
}
