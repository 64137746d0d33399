import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { renderManifest, renderOperatorManifest } from "../src/app/package.ts";

const ADDRESSES = {
	registration: "https://host.test/connect/shopware/callback?nonce=1&shop=2",
	webhook: "https://host.test/webhooks/1",
	show: "https://host.test/show/1",
	page: "https://hub.test/embedded/shopware/1",
	secret: "s3cret<&>",
};
const MANIFESTS = {
	"for one shop": renderManifest(ADDRESSES),
	"for all shops of an operator": renderOperatorManifest(
		{ routes: "https://host.test/routes/shopware", page: "https://hub.test/embedded/shopware" },
		"s3cret<&>",
	),
};

/** Shopware 6.5 installs by the second schema, 6.6 and 6.7 by the third: an app that does not fit is not installed at all. */
describe.each(["manifest-2.0.xsd", "manifest-3.0.xsd"])("%s", (name) => {
	const schema = readFileSync(join(import.meta.dirname, "fixtures", name), "utf8");
	const validated = async (contents: string) =>
		validateXML({ xml: [{ fileName: "manifest.xml", contents }], schema: [{ fileName: name, contents: schema }] });

	it.each(Object.entries(MANIFESTS))("takes the app %s", async (_, manifest) => {
		expect((await validated(manifest)).errors).toEqual([]);
	});

	it("refuses one with an element of ours that it does not know", async () => {
		const changed = MANIFESTS["for one shop"].replace("<meta>", "<meta><nickname>Kontor</nickname>");
		expect((await validated(changed)).valid).toBe(false);
	});
});
