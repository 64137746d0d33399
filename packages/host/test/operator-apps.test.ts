import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Connector } from "@kontor/connector";
import { expect, it } from "vitest";
import * as z from "zod";
import { appOf, checkedApps, readApps, variableOf } from "../src/operator-apps.ts";

const connector = (app?: z.ZodObject) =>
	({
		manifest: { id: "some-shop", title: { de: "Laden", en: "Shop" }, ...(app === undefined ? {} : { app }) },
	}) as Connector;

const App = z.object({ clientId: z.string(), clientSecrets: z.array(z.string()).min(1) });

it("is read from variables named by plugin and field, lists separated by commas", async () => {
	expect(variableOf("some-shop", "clientId")).toBe("KONTOR_SOME_SHOP_CLIENT_ID");
	const variables = { KONTOR_SOME_SHOP_CLIENT_ID: "id", KONTOR_SOME_SHOP_CLIENT_SECRETS: "new, old,", OTHER: "x" };
	const read = await readApps(variables, [connector(App)]);
	expect(read).toEqual({ "some-shop": { clientId: "id", clientSecrets: ["new", "old"] } });
	expect(await readApps({}, [connector(App), connector()])).toEqual({});
});

it("is read from a file, over which variables count", async () => {
	const folder = await mkdtemp(join(tmpdir(), "kontor-apps-"));
	try {
		const file = join(folder, "apps.json");
		await writeFile(file, JSON.stringify({ "some-shop": { clientId: "file", clientSecrets: ["s"] } }));
		const variables = { KONTOR_APPS_FILE: file, KONTOR_SOME_SHOP_CLIENT_ID: "variable" };
		const read = await readApps(variables, [connector(App)]);
		expect(read).toEqual({ "some-shop": { clientId: "variable", clientSecrets: ["s"] } });
	} finally {
		await rm(folder, { recursive: true });
	}
});

it("names the field that does not fit, not its value; one that is not set up is a fault with words for the merchant", () => {
	const wrong = { "some-shop": { clientId: "sesame", clientSecrets: [] } };
	expect(() => checkedApps([connector(App)], wrong)).toThrow(/clientSecrets/);
	expect(() => checkedApps([connector(App)], wrong)).not.toThrow(/sesame/);
	const none = checkedApps([connector(App)], {});
	expect(() => appOf(none, connector(App))).toThrow(
		expect.objectContaining({ fault: "bad-config", details: expect.objectContaining({ code: "APP_NOT_SET_UP" }) }),
	);
	expect(appOf(checkedApps([connector()], {}), connector())).toEqual({});
	const optional = connector(z.object({ secret: z.string().optional() }));
	expect(appOf(checkedApps([optional], {}), optional)).toEqual({ app: {} });
});
