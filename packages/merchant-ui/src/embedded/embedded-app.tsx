import type { AdminFrame } from "@kontor/connector";
import { type QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import type { HubApi } from "../api/hub.ts";
import { wordsOf } from "../api/refusal.ts";
import { ConnectionPage } from "../connection/connection-page.tsx";
import { Failure } from "../ui/failure.tsx";
import { browserLanguage, Speaking, useSpeech } from "../words/language.tsx";
import { WORDS } from "../words/words.ts";
import { LinkShop } from "./link-shop.tsx";
import type { PageSession } from "./session.ts";

interface EmbeddedAppProps {
	readonly client: QueryClient;
	readonly session: PageSession;
	readonly hub: HubApi;
	/** Null: the page stands alone. */
	readonly frame: AdminFrame | null;
	readonly exchange: string | null;
}

/** The merchant area has routes, and this page is one of them; in a frame there is nowhere else to go. */
export function EmbeddedApp({ client, ...page }: EmbeddedAppProps) {
	return (
		<QueryClientProvider client={client}>
			<Embedded {...page} />
		</QueryClientProvider>
	);
}

function Embedded({ session, hub, frame, exchange }: Omit<EmbeddedAppProps, "client">) {
	const { data, error, refetch } = useQuery({
		queryKey: ["session"],
		queryFn: () => session.current(),
		staleTime: Number.POSITIVE_INFINITY,
	});
	return (
		<Speaking language={data?.language ?? browserLanguage()}>
			{frame === null && (
				<header className="brand">
					<span>Kontor</span>
				</header>
			)}
			{data !== undefined ? (
				<ConnectionPage hub={hub} id={data.connection} notify={frame?.notify} />
			) : (
				<Unopened error={error} frame={frame} exchange={exchange} onLinked={() => void refetch()} />
			)}
		</Speaking>
	);
}

interface UnopenedProps {
	readonly error: Error | null;
	readonly frame: AdminFrame | null;
	readonly exchange: string | null;
	readonly onLinked: () => void;
}

function Unopened({ error, frame, exchange, onLinked }: UnopenedProps) {
	const { t } = useSpeech();
	if (error === null) {
		return (
			<main className="page">
				<p role="status">{t(WORDS.loading)}</p>
			</main>
		);
	}
	if (frame?.install !== undefined && exchange !== null && wordsOf(error).code === "NOT_FOUND")
		return <LinkShop frame={frame} exchange={exchange} onLinked={onLinked} />;
	return (
		<main className="page page-narrow">
			<h1>{t(WORDS.notShown)}</h1>
			<Failure error={error} retry={onLinked} />
		</main>
	);
}
