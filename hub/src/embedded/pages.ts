import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { problem } from "@kontor/protocol";
import express, { type Response, Router } from "express";
import type { Hub } from "../hub.ts";
import { NO_PAGE, policyOf, rendered } from "./html.ts";
import { type EmbeddedPage, pageOfConnection, pageOfLink, pageOfShop } from "./page-of.ts";

/** A file's name holds its content's hash: it never changes. */
const FOR_EVER = { immutable: true, maxAge: "365d", index: false } as const;

/**
 * The page of a connection, in the shop's admin or alone, and the files it is made of (`packages/merchant-ui`, built). It holds
 * no data: those come for a session. @param folder where it was built to
 */
export function embeddedPages(hub: Hub, folder: string): Router {
	const router = Router({ caseSensitive: true });
	router.use("/ui/assets", express.static(join(folder, "assets"), FOR_EVER));
	router.get("/embedded/:plugin/:connection", async (request, response) => {
		const { plugin, connection } = request.params;
		await show(response, folder, await pageOfConnection(hub, plugin, connection));
	});
	router.get("/page/:connection", async (request, response) => {
		await show(response, folder, pageOfLink(request.params.connection));
	});
	router.get("/embedded/:plugin", async (request, response) => {
		const query = new URL(request.originalUrl, "http://hub").searchParams;
		await show(response, folder, await pageOfShop(hub, request.params.plugin, query));
	});
	return router;
}

async function show(response: Response, folder: string, page: EmbeddedPage | null): Promise<void> {
	// Who may frame it says the policy; the older header knows one's own site only. The address holds what the shop signed.
	response.removeHeader("x-frame-options");
	response.set({
		"cache-control": "no-store",
		"referrer-policy": "no-referrer",
		"cross-origin-resource-policy": "cross-origin",
	});
	response.type("html");
	if (page === null) {
		response.status(404).set("content-security-policy", NO_PAGE.policy).send(NO_PAGE.html);
		return;
	}
	const html = await readFile(join(folder, "embedded.html"), "utf8").catch((error: unknown) => {
		throw problem("NOT_READY", {
			detail: `${folder} holds no page (${String(error)}): installing the packages builds it`,
		});
	});
	response.set("content-security-policy", policyOf(page)).send(rendered(html, page));
}
