import { type Rig, testConnector } from "@kontor/conformance";
import { test } from "vitest";
import { bueroplus } from "../src/connector.ts";
import { FOLDER_PAGE } from "../src/folder/folder-erp.ts";
import { LOGIN } from "./fake-bueroplus.ts";
import { startFakeFolder } from "./fake-folder.ts";

/** The same connector, with the exchange folder as its source. */
async function buildRig(): Promise<Rig> {
	const { url, shop, ...folder } = await startFakeFolder();
	return {
		connector: bueroplus,
		shop,
		config: { url, source: "folder" },
		secrets: LOGIN,
		wrongSecrets: { user: LOGIN.user, password: "revoked-password-1b2c3d" },
		timeZone: "Europe/Berlin",
		currencies: ["EUR", "JPY", "KWD"],
		pageSize: FOLDER_PAGE,
		close: folder.close,
	};
}

if (process.env.KONTOR_FOLDER_CONFORMANCE === "1") testConnector(buildRig);
else
	test.skip("the suite once more, by the folder: takes as long again, KONTOR_FOLDER_CONFORMANCE=1 runs it", () => {});
