import { execFile, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { promisify } from "node:util";
import {
	call,
	compareConnection,
	connectConnection,
	createConnection,
	createHost,
	getConnection,
	getOrder,
	listConnections,
	listOrders,
	listPlugins,
} from "@kontor/protocol";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { pay } from "./support/payments.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

const EXAMPLE = resolve(import.meta.dirname, "../../packages/protocol/examples/shell");
const run = promisify(execFile);

const isThere = (program: string) =>
	(process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
/** Without these programs it cannot run; `.ci/run` installs them. */
const CAN_RUN = ["sh", "curl", "openssl"].every(isThere);

/** The wire needs no TypeScript: a plugin of curl, openssl and a shell, as it is documented, against a real hub. */
describe.skipIf(!CAN_RUN)("a plugin in shell", () => {
	let hub: TestHub;
	let shop: string;
	let key: string;
	let errors = "";
	let stop: () => Promise<void>;

	const environment = () => ({ PATH: process.env.PATH, KONTOR_HUB_URL: hub.url, KONTOR_HOST_KEY: key, SHOP: shop });

	beforeAll(async () => {
		hub = await startTestHub();
		shop = await mkdtemp(join(tmpdir(), "kontor-shell-"));
		await cp(join(EXAMPLE, "shop"), shop, { recursive: true });
		({ key } = await call(hub.operator, createHost, { body: { name: "shell", plugins: ["shell"] } }));
		const plugin = spawn("sh", [join(EXAMPLE, "plugin.sh")], { env: environment(), detached: true });
		plugin.stderr.on("data", (chunk: Buffer) => (errors += chunk));
		const ended = new Promise((resolve) => plugin.once("close", resolve));
		stop = async () => {
			// The shell and the curl that it waits for.
			if (plugin.pid !== undefined && plugin.exitCode === null) process.kill(-plugin.pid);
			await ended;
		};
	});
	afterAll(async () => {
		await stop();
		await hub.close();
		await rm(shop, { recursive: true });
	});

	const inShop = async (ref: string) => JSON.parse(await readFile(join(shop, `${ref}.json`), "utf8"));
	const until = (holds: () => Promise<void>) => vi.waitFor(holds, { timeout: 10_000, interval: 30 });

	it("says hello, hands over orders, and carries a command out once", async () => {
		const merchant = await hub.newMerchant();
		await until(async () => {
			const { items } = await call(merchant, listPlugins, {});
			expect(
				items.map(({ id }) => id),
				errors,
			).toContain("shell");
		});
		const { id } = await call(merchant, createConnection, {
			body: { plugin: "shell", name: "Ordner", config: {}, secrets: {} },
		});
		const params = { connection: id };
		const state = (wanted: string) =>
			until(async () => expect((await call(merchant, getConnection, { params })).state, errors).toBe(wanted));
		await state("ready");
		await call(merchant, connectConnection, { params });
		await state("connected");
		await hub.tick();
		const orders = async () => (await call(merchant, listOrders, { query: {} })).items;
		await until(async () => expect(await orders(), errors).toMatchObject([{ number: "S-1001" }]));

		// As a webhook would bring it: believed where it is signed with the connection's key, and only then.
		const [served] = (await call({ baseUrl: hub.url, key }, listConnections, { body: {} })).connections;
		const tomorrow = new Date(Date.now() + 24 * 60 * 60_000).toISOString();
		const order = {
			...(await inShop("1001")),
			ref: "1002",
			number: "S-1002",
			placedAt: tomorrow,
			recordedAt: tomorrow,
		};
		const message = JSON.stringify(order);
		await writeFile(join(shop, "1002.json"), message);
		const signature = createHmac("sha256", served?.webhookKeys[0] ?? "")
			.update(message)
			.digest("hex");
		const receive = (signed: string) =>
			run("sh", [join(EXAMPLE, "plugin.sh"), "receive", id, join(shop, "1002.json"), signed], { env: environment() });
		await expect(receive(signature.replace(/^./, (digit) => (digit === "0" ? "1" : "0")))).rejects.toThrow(
			"does not fit",
		);
		expect(JSON.parse((await receive(signature)).stdout)).toEqual({ results: [{ ref: "1002", result: "created" }] });

		await pay(hub, { id, merchant }, "1002", 4_990);
		await until(async () => {
			expect(
				(await orders()).find(({ ref }) => ref === "1002"),
				errors,
			).toMatchObject({ state: "paid" });
			expect(await inShop("1002")).toMatchObject({ statuses: { order: "paid" }, receivedInShop: { minor: 4_990 } });
		});
		await until(async () => {
			const { rows } = await hub.sql.query(
				"SELECT state, outcome->'outcome'->>'status' AS status FROM work WHERE connection_id = $1 AND kind = 'command'",
				[id],
			);
			expect(rows, errors).toEqual([{ state: "done", status: "applied" }]);
		});
		expect((await inShop("1002")).revision).toBe(order.revision + 1);

		// The whole list is compared, and what is missing in it was looked for.
		const [first] = (await orders()).filter(({ ref }) => ref === "1001");
		const openInShop = async () => (await call(merchant, getOrder, { params: { order: first?.id ?? "" } })).openInShop;
		expect(await openInShop()).toBe(true);
		await rm(join(shop, "1001.json"));
		await call(merchant, compareConnection, { params });
		await hub.tick();
		await until(async () => expect(await openInShop(), errors).toBe(false));
		expect(errors).toBe("");
	});
});
