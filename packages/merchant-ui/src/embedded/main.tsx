import "../no-eval.ts";
import "../styles.css";
import "../ui/forms.css";
import { QueryClient } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { hubBySession } from "../api/hub.ts";
import { retries } from "../connection/use-connection.ts";
import { announceProblems } from "./announce-problems.ts";
import { EmbeddedApp } from "./embedded-app.tsx";
import { openFrame } from "./open-frame.ts";
import { byLink, byShop } from "./opening.ts";
import { PageSession } from "./session.ts";
import { pageSettings } from "./settings.ts";

/** The page of a connection: in its shop's admin, or opened by a link of the merchant's. */
const { plugin, exchange } = pageSettings();
const frame = plugin === null ? null : await openFrame(plugin);
const session = new PageSession(frame === null ? byLink() : byShop(exchange, frame));
const hub = hubBySession(session);
const place = document.getElementById("page");
if (frame?.visible !== false && place !== null) {
	const client = new QueryClient({ defaultOptions: { queries: { retry: retries, staleTime: 1_000 } } });
	if (frame === null) addEventListener("hashchange", () => void goOn(client));
	createRoot(place).render(
		<EmbeddedApp client={client} session={session} hub={hub} frame={frame} exchange={exchange} />,
	);
} else if (frame !== null) {
	// Nobody sees this frame: what keeps it from telling, the page itself says when it is opened.
	await announceProblems(session, hub, frame).catch(() => {});
}

/** Another link was opened in this tab: what is shown stays, and is asked for anew. What is wrong with the link shows there. */
async function goOn(client: QueryClient): Promise<void> {
	await session.open().catch(() => {});
	await client.invalidateQueries();
}
