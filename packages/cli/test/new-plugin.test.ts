import { chmod, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { BuildRig, Rig } from "@kontor/conformance";
import { createPlugin } from "@kontor/create-plugin";
import { findPlugins, type Host, startHost } from "@kontor/host";
import { migrate, provideHubLogin, type RunningHub, startEmbeddedPostgres, startHub } from "@kontor/hub";
import {
	type ClientOptions,
	call,
	connectConnection,
	createAccount,
	createConnection,
	createHost,
	createMerchant,
	createMerchantKey,
	getConnection,
	importStatement,
	listOrders,
} from "@kontor/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { IBAN, mt940, today } from "./kill/bank.ts";
import { patiently } from "./kill/process-under-test.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const TEMPLATE = join(ROOT, "plugins/_template");
const OPERATOR_KEY = "operator-key-of-the-plugin-test-0123456789";

/** "A new shop adapter is one new folder and edits nothing else": hub and host have never heard of this one. */
describe("a plugin made from the template", () => {
	let folder: string;
	let hub: RunningHub;
	let host: Host;
	let rig: Rig;
	let stopDatabase: () => Promise<void>;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "kontor-plugin-"));
		await chmod(folder, 0o711);
		await symlink(join(ROOT, "tsconfig.base.json"), join(folder, "tsconfig.base.json"));
		await mkdir(join(folder, "plugins"));
		await createPlugin(TEMPLATE, join(folder, "plugins/acme"), "acme");
		await symlink(join(TEMPLATE, "node_modules"), join(folder, "plugins/acme/node_modules"));
		const { buildRig }: { buildRig: BuildRig } = await import(join(folder, "plugins/acme/test/rig.ts"));
		rig = await buildRig();

		const secretKey = new Uint8Array(32);
		const database = await startEmbeddedPostgres(join(folder, "postgres"), ["fsync=off"]);
		stopDatabase = () => database.stop();
		await migrate(database.url);
		const databaseUrl = await provideHubLogin(database.url, secretKey);
		hub = await startHub({ databaseUrl, secretKey, operatorKey: OPERATOR_KEY, tickMs: 200 });
		const operator = { baseUrl: hub.url, key: OPERATOR_KEY };
		const { key } = await call(operator, createHost, { body: { name: "host", plugins: ["acme"] } });
		const plugins = await Promise.all((await findPlugins(join(folder, "plugins"))).map(({ load }) => load()));
		host = await startHost({ hubUrl: hub.url, key, plugins, allowPrivateAddresses: true });
		await host.ready;
	}, 30_000);

	afterAll(async () => {
		await host.close();
		await hub.close();
		await rig.close();
		await stopDatabase();
		await rm(folder, { recursive: true });
	});

	it("connects a shop, has its order paid by a statement, and tells the shop once", { timeout: 30_000 }, async () => {
		const merchant = await newMerchant({ baseUrl: hub.url, key: OPERATOR_KEY });
		const account = await call(merchant, createAccount, {
			body: { name: "Konto", number: IBAN, assignFrom: "2020-01-01" },
		});
		const { config, secrets } = rig;
		const { id } = await call(merchant, createConnection, {
			body: { plugin: "acme", name: "Acme", config: { ...config }, secrets: { ...secrets } },
		});
		const params = { connection: id };
		const state = async (wanted: string) =>
			expect((await call(merchant, getConnection, { params })).state).toBe(wanted);
		await patiently("checked", () => state("ready"), 10_000);
		await call(merchant, connectConnection, { params });
		await patiently("connected", () => state("connected"), 10_000);

		const ref = await rig.shop.place({ amount: { minor: 4_990, currency: "EUR" }, paymentCode: "prepayment" });
		const payment = { number: "R-1001", minor: 4_990, day: today(), payer: "Ada Kaeufer" };
		const body = new TextEncoder().encode(mt940([payment]));
		await call(merchant, importStatement, { params: { account: account.id }, body });

		await patiently(
			"paid in the shop",
			async () => {
				const effects = (await rig.shop.effects()).filter((effect) => effect.ref === ref).map(({ what }) => what);
				expect(effects).toEqual(["payment of 49.90", "e-mail: thank you for your payment"]);
			},
			20_000,
		);
		const { items } = await call(merchant, listOrders, { query: {} });
		expect(items).toMatchObject([{ ref, number: "R-1001", state: "paid" }]);
	});
});

async function newMerchant(operator: ClientOptions): Promise<ClientOptions> {
	const { id } = await call(operator, createMerchant, { body: { name: "Laden GmbH" } });
	const body = { label: "test", scopes: ["read" as const, "write" as const] };
	const { key } = await call(operator, createMerchantKey, { params: { merchant: id }, body });
	return { ...operator, key };
}
