import "../no-eval.ts";
import "../styles.css";
import { QueryClient } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { hubBySession } from "../api/hub.ts";
import { retries } from "../connection/use-connection.ts";
import { announceProblems } from "./announce-problems.ts";
import { EmbeddedApp } from "./embedded-app.tsx";
import { openFrame } from "./open-frame.ts";
import { PageSession } from "./session.ts";
import { pageSettings } from "./settings.ts";

/** The page in a shop's admin. */
const { plugin, exchange } = pageSettings();
const frame = await openFrame(plugin);
const session = new PageSession(exchange, frame);
const hub = hubBySession(session);
const place = document.getElementById("page");
if (frame.visible && place !== null) {
	const client = new QueryClient({ defaultOptions: { queries: { retry: retries, staleTime: 1_000 } } });
	createRoot(place).render(
		<EmbeddedApp client={client} session={session} hub={hub} frame={frame} exchange={exchange} />,
	);
} else {
	// Nobody sees this frame: what keeps it from telling, the page itself says when it is opened.
	await announceProblems(session, hub, frame).catch(() => {});
}
