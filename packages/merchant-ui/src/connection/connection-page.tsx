import type { AdminFrame } from "@kontor/connector";
import type { Connection } from "@kontor/protocol/connections";
import { useQuery } from "@tanstack/react-query";
import type { HubApi } from "../api/hub.ts";
import { withMeaning, withStatuses } from "../mapping/edits.ts";
import { MethodsCard } from "../mapping/methods-card.tsx";
import { STATUSES_CARD, StatusesCard } from "../mapping/statuses-card.tsx";
import { useMapping } from "../mapping/use-mapping.ts";
import { RulesCard } from "../rules/rules-card.tsx";
import { hasRules, useRules } from "../rules/use-rules.ts";
import { Failure } from "../ui/failure.tsx";
import { Notice } from "../ui/notice.tsx";
import { SaveBar } from "../ui/save-bar.tsx";
import { useSpeech } from "../words/language.tsx";
import { WORDS } from "../words/words.ts";
import { ProblemsCard } from "./problems-card.tsx";
import { StateCard } from "./state-card.tsx";
import { connectionQuery, failureOf, useConnectionActions } from "./use-connection.ts";
import { useConsent } from "./use-consent.ts";
import { useReadingAgain } from "./use-reading-again.ts";

interface ConnectionPageProps {
	readonly hub: HubApi;
	readonly id: string;
	readonly notify: AdminFrame["notify"] | undefined;
}

/** One shop, as soon as the hub has told of it. */
export function ConnectionPage({ hub, id, notify }: ConnectionPageProps) {
	const { t } = useSpeech();
	const { data: connection, dataUpdatedAt, error, refetch } = useQuery(connectionQuery(hub, id));
	if (connection !== undefined)
		return <Shown hub={hub} connection={connection} readAt={dataUpdatedAt} notify={notify} lost={error} />;
	return (
		<main className="page">
			{error === null ? (
				<p role="status">{t(WORDS.loading)}</p>
			) : (
				<Failure error={error} retry={() => void refetch()} />
			)}
		</main>
	);
}

interface ShownProps {
	readonly hub: HubApi;
	readonly connection: Connection;
	/** When the hub last told of it. */
	readonly readAt: number;
	readonly notify: AdminFrame["notify"] | undefined;
	/** Why the hub told nothing newer. */
	readonly lost: Error | null;
}

/** Whether the shop works, what needs the merchant, what its payment methods and statuses mean (PRODUCT A3 to A6), its rules (J). */
function Shown({ hub, connection, readAt, notify, lost }: ShownProps) {
	const { t } = useSpeech();
	const actions = useConnectionActions(hub, connection.id);
	const { save, check, connect, disconnect } = actions;
	const mapping = useMapping(connection, readAt, save, notify);
	const rules = useRules(hub, connection, readAt);
	const reading = useReadingAgain(hub, connection);
	const consent = useConsent(hub, connection, actions.authorize);
	const readAgain = () => check.mutate(undefined, { onSuccess: reading.begin });
	const failed = [check, connect, disconnect, actions.authorize].map((one) => failureOf(one, readAt));
	const shownBelow = mapping.failure ?? rules.failure;
	const failure = failed.find((error) => error !== null) ?? (shownBelow === null ? lost : null);
	const wasRead = { ...NOTHING_EDITED, says: reading.done ? WORDS.wasReadAgain : null, saidAt: check.submittedAt };
	return (
		<main className="page">
			<title>{`${connection.name} – Kontor`}</title>
			<h1>{connection.name}</h1>
			{failure !== null && <Failure error={failure} />}
			<div className="top">
				<StateCard
					connection={connection}
					mayConnect={!mapping.dirty && !mapping.incomplete}
					busy={check.isPending || connect.isPending || disconnect.isPending}
					consent={consent}
					onConnect={() => connect.mutate()}
					onCheck={readAgain}
					onDisconnect={() => disconnect.mutate()}
				/>
				<ProblemsCard
					problems={connection.problems}
					mappingIsOld={connection.description !== null && mapping.incomplete && !mapping.dirty}
					busy={check.isPending}
					onCheck={readAgain}
					onAuthorize={connection.offers.consent ? consent.begin : undefined}
					onMapping={() => document.getElementById(STATUSES_CARD)?.focus()}
				/>
			</div>
			{hasRules(connection) && <RulesCard hub={hub} connection={connection} rules={rules} />}
			{connection.description === null ? (
				<Notice tone="busy">
					<p>{t(WORDS.notDescribed)}</p>
				</Notice>
			) : (
				<>
					<MethodsCard
						description={connection.description}
						mapping={mapping.mapping}
						reading={check.isPending || reading.underWay}
						onReadAgain={readAgain}
						onMeaning={(method, code) => mapping.edit((before) => withMeaning(before, method, code))}
					/>
					<StatusesCard
						machines={connection.description.statuses}
						mapping={mapping.mapping}
						marksMissing={mapping.marksMissing}
						onStatuses={(code, statuses) => mapping.edit((before) => withStatuses(before, code, statuses))}
					/>
				</>
			)}
			<SaveBar edited={[mapping, rules, wasRead]} />
		</main>
	);
}

/** A list that was read again is said where it is said what was saved. */
const NOTHING_EDITED = {
	dirty: false,
	saving: false,
	failure: null,
	saveLabel: WORDS.save,
	save: () => {},
	discard: () => {},
} as const;
