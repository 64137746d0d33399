import { ConnectorError, type RawRequest, type RouteAnswer, type RouteContext } from "@kontor/connector";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { LINK_CODE } from "../../src/fake-hub/fake-hub.ts";
import { pair, stub } from "./stub.ts";

const APP_SECRET = "the-operators-secret";

/** A plugin with one route and an app, and what the host answers for it. */
async function platform(route: (raw: RawRequest, ctx: RouteContext) => Promise<RouteAnswer>, isSetUp = true) {
	const manifest = { app: z.object({ secret: z.string() }), capabilities: { routes: ["call"] } };
	const apps = isSetUp ? { stub: { secret: APP_SECRET } } : {};
	const { hub, host } = await pair(stub({ routes: { call: route } }, manifest), { apps });
	const call = async () => {
		const answer = await fetch(`${host.url}/routes/stub/call`);
		return { status: answer.status, body: await answer.text() };
	};
	return { hub, host, call };
}

describe("a route that a platform calls", () => {
	it("is given the operator's app and where it is; without the app it is not called", async () => {
		const seen: RouteContext[] = [];
		const remember = async (_: RawRequest, ctx: RouteContext) => {
			seen.push(ctx);
			return { status: 204 };
		};
		const { host, call } = await platform(remember);
		expect((await call()).status).toBe(204);
		expect(seen[0]).toMatchObject({ app: { secret: APP_SECRET }, url: `${host.url}/routes/stub` });
		const without = await platform(remember, false);
		expect((await without.call()).status).toBe(400);
		expect(seen).toHaveLength(1);
		expect([...without.hub.manifests.values()]).not.toContainEqual(expect.objectContaining({ app: expect.anything() }));
	});

	it("hands over an installation from the shop's side, is told where it stands, and finds it while nobody claims it", async () => {
		const installed = { name: "Laden", config: {}, secrets: { token: "given-by-the-shop" } };
		let linkCode: string | undefined;
		const found: unknown[] = [];
		const { call } = await platform(async (_, ctx) => {
			found.push(await ctx.unclaimed("laden"));
			return {
				fromShop: { identity: "laden", installed, ...(linkCode === undefined ? {} : { linkCode }) },
				respond: (claim) => ({ status: 200, body: JSON.stringify(claim) }),
			};
		});
		const stand = async () => JSON.parse((await call()).body) as unknown;
		expect(await stand()).toEqual({ state: "unclaimed", code: "CLAIM-CODE", refused: false });
		linkCode = "wrong";
		expect(await stand()).toEqual({ state: "unclaimed", code: "CLAIM-CODE", refused: true });
		linkCode = LINK_CODE;
		expect(await stand()).toEqual({ state: "linked" });
		const { config, secrets } = installed;
		expect(found).toEqual([null, { config, secrets }, { config, secrets }]);
	});

	it("tells the hub about a shop, connected or not; 503 while the hub does not answer, so that it comes again", async () => {
		const { hub, call } = await platform(async () => ({
			aboutShop: { identity: "laden", notices: [{ kind: "erase-shop" }] },
		}));
		hub.setDown(true);
		expect((await call()).status).toBe(503);
		hub.setDown(false);
		expect((await call()).status).toBe(200);
		expect(hub.notices).toEqual([{ about: "laden", notice: { kind: "erase-shop" } }]);
	});

	it("is 503 where the shop does not answer, 400 where it refuses", async () => {
		let fault: "unavailable" | "bad-config" = "unavailable";
		const { call } = await platform(() => Promise.reject(new ConnectorError(fault, "no", { code: "NO" })));
		expect((await call()).status).toBe(503);
		fault = "bad-config";
		expect((await call()).status).toBe(400);
	});
});
