import type { Rig } from "@kontor/conformance";
import { PAGE_SIZE } from "../src/client.ts";
import { bueroplus } from "../src/connector.ts";
import { startFakeBueroplus, TOKEN } from "./fake-bueroplus.ts";

/** The connector with a fresh shop behind it. */
export async function buildRig(): Promise<Rig> {
	const { url, shop, close } = await startFakeBueroplus();
	return {
		connector: bueroplus,
		shop,
		config: { url },
		secrets: { token: TOKEN },
		wrongSecrets: { token: "revoked-token-1b2c3d" },
		timeZone: "Asia/Kolkata",
		currencies: ["EUR", "JPY", "KWD"],
		pageSize: PAGE_SIZE,
		close,
	};
}
