import type { Connection } from "@kontor/protocol/connections";
import { type UseMutationResult, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { HubApi } from "../api/hub.ts";
import { connectionQuery } from "./use-connection.ts";

/** For so long the shop's page is looked for; a shop that gives none by then has a problem, which is shown as one. */
const PATIENCE_MS = 20_000;

/** The way to the shop's consent page. */
export interface Consent {
	/** Null: not known, or not wanted. */
	readonly url: string | null;
	readonly underWay: boolean;
	readonly begin: () => void;
}

/**
 * Begins at the shop's consent page again. Its host fetches the address, a moment after it was asked for; what works goes on
 * until the merchant has consented.
 */
export function useConsent(
	hub: HubApi,
	connection: Connection,
	authorize: UseMutationResult<Connection, Error, void>,
): Consent {
	const [asked, setAsked] = useState(false);
	const awaits = asked && connection.authorizeUrl === null;
	useQuery(connectionQuery(hub, connection.id, awaits));
	useEffect(() => {
		if (!asked) return undefined;
		const over = setTimeout(() => setAsked(false), PATIENCE_MS);
		return () => clearTimeout(over);
	}, [asked]);
	return {
		url: connection.authorizeUrl,
		underWay: authorize.isPending || awaits,
		begin: () => authorize.mutate(undefined, { onSuccess: () => setAsked(true) }),
	};
}
