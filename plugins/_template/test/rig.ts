import type { Rig } from "@kontor/conformance";
import { PAGE_SIZE } from "../src/client.ts";
import { template } from "../src/connector.ts";
import { startFakeTemplate, TOKEN } from "./fake-template.ts";

/** The connector with a fresh shop behind it. */
export async function buildRig(): Promise<Rig> {
	const { url, shop, close } = await startFakeTemplate();
	return {
		connector: template,
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
