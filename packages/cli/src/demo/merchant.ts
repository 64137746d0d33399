import type { ClientOptions } from "@kontor/protocol";
import {
	type Connection,
	call,
	connectConnection,
	createAccount,
	createConnection,
	createMerchant,
	createMerchantKey,
	getConnection,
} from "@kontor/protocol";
import { ACCOUNT, isoDay } from "./bank-files.ts";
import { until } from "./until.ts";
import type { World } from "./world.ts";

export interface DemoMerchant extends ClientOptions {
	readonly key: string;
	/** The id of his bank account. */
	readonly account: string;
}

/** A merchant with an API key and a bank account. */
export async function addMerchant({ operator, hubUrl }: World): Promise<DemoMerchant> {
	const { id } = await call(operator, createMerchant, { body: { name: "Laden am Eck GmbH" } });
	const { key } = await call(operator, createMerchantKey, {
		params: { merchant: id },
		body: { label: "demo", scopes: ["read", "write"] },
	});
	const hub = { baseUrl: hubUrl, key };
	const account = await call(hub, createAccount, {
		body: { name: "Sparkasse KölnBonn", number: ACCOUNT, assignFrom: isoDay(0) },
	});
	return { ...hub, account: account.id };
}

/** Connects the shop as a merchant does: his key is checked, the shop describes itself, he says "connect". */
export async function connectShop(hub: ClientOptions, { shop }: World): Promise<Connection> {
	const { consumerKey, consumerSecret } = shop.shop;
	const created = await until("the host introduces its plugin", () =>
		call(hub, createConnection, {
			body: {
				plugin: "woocommerce",
				name: "Laden am Eck",
				config: { url: shop.url, allowHttp: true },
				secrets: { consumerKey, consumerSecret },
			},
		}).catch(() => null),
	);
	const params = { connection: created.id };
	await until("the shop is checked", () => inState("ready", hub, params));
	await call(hub, connectConnection, { params });
	const connected = await until("the shop is connected", () => inState("connected", hub, params));
	await until("the shop's webhooks are set up", () => (shop.shop.webhooks.size >= 4 ? true : null));
	return connected;
}

async function inState(
	state: Connection["state"],
	hub: ClientOptions,
	params: { connection: string },
): Promise<Connection | null> {
	const connection = await call(hub, getConnection, { params });
	if (connection.state === "refused") throw new Error(connection.problems.map(({ text }) => text.en).join("\n"));
	return connection.state === state ? connection : null;
}
