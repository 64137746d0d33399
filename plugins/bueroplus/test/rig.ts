import type { Rig } from "@kontor/conformance";
import { PAGE_SIZE } from "../src/client.ts";
import { bueroplus } from "../src/connector.ts";
import { LOGIN, startFakeBueroplus } from "./fake-bueroplus.ts";

/** The connector with a fresh ERP behind it. */
export async function buildRig(): Promise<Rig> {
	const { url, shop, close } = await startFakeBueroplus();
	return {
		connector: bueroplus,
		shop,
		config: { url },
		secrets: LOGIN,
		wrongSecrets: { user: LOGIN.user, password: "revoked-password-1b2c3d" },
		timeZone: "Europe/Berlin",
		currencies: ["EUR", "JPY", "KWD"],
		pageSize: PAGE_SIZE,
		isWrite: async (request) => (await request.text()).includes("mutation"),
		close,
	};
}
