import type { AdminFrame } from "@kontor/connector";
import type { Connection } from "@kontor/protocol/connections";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { HubApi } from "../api/hub.ts";
import { edited, isEdited, NO_EDITS, withGone, withMeaning, withoutOpen, withStatuses } from "../mapping/edits.ts";
import { MethodsCard } from "../mapping/methods-card.tsx";
import { SaveBar } from "../mapping/save-bar.tsx";
import { StatusesCard } from "../mapping/statuses-card.tsx";
import { Failure } from "../ui/failure.tsx";
import { Notice } from "../ui/notice.tsx";
import { useSpeech } from "../words/language.tsx";
import { WORDS } from "../words/words.ts";
import { ProblemsCard } from "./problems-card.tsx";
import { StateCard } from "./state-card.tsx";
import { connectionQuery, useConnectionActions } from "./use-connection.ts";
import { useReadingAgain } from "./use-reading-again.ts";

interface ConnectionPageProps {
	readonly hub: HubApi;
	readonly id: string;
	readonly notify: AdminFrame["notify"] | undefined;
}

/** One shop, as soon as the hub has told of it. */
export function ConnectionPage({ hub, id, notify }: ConnectionPageProps) {
	const { t } = useSpeech();
	const { data: connection, error, refetch } = useQuery(connectionQuery(hub, id));
	if (connection !== undefined) return <Shown hub={hub} connection={connection} notify={notify} lost={error} />;
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
	readonly notify: AdminFrame["notify"] | undefined;
	/** Why the hub told nothing newer. */
	readonly lost: Error | null;
}

/** Whether the shop works, what needs the merchant, and what its payment methods and statuses mean (PRODUCT A3 to A6). */
function Shown({ hub, connection, notify, lost }: ShownProps) {
	const { t } = useSpeech();
	const [edits, setEdits] = useState(NO_EDITS);
	const [wantsToSave, setWantsToSave] = useState(false);
	const { save, check, connect } = useConnectionActions(hub, connection.id);
	const reading = useReadingAgain(hub, connection);
	const mapping = edited(connection.mapping, edits);
	const dirty = isEdited(connection.mapping, edits);
	const toMend = [...withoutOpen(mapping), ...withGone(mapping, connection.description?.statuses ?? {})];
	const incomplete = toMend.length > 0;

	function onSave() {
		setWantsToSave(true);
		if (incomplete) return;
		save.mutate(mapping, {
			onSuccess() {
				discard();
				notify?.({ kind: "success", title: "Kontor", text: t(WORDS.saved) }).catch(() => {});
			},
		});
	}
	function discard() {
		setEdits(NO_EDITS);
		setWantsToSave(false);
	}
	const isSavedLast = save.isSuccess && save.submittedAt > check.submittedAt;
	const readAgain = () => check.mutate(undefined, { onSuccess: reading.begin });
	const failed = check.error ?? connect.error ?? (save.error === null ? lost : null);
	return (
		<main className="page">
			<h1>{connection.name}</h1>
			{failed !== null && <Failure error={failed} />}
			<div className="top">
				<StateCard
					connection={connection}
					mayConnect={!dirty && !incomplete}
					busy={check.isPending || connect.isPending}
					onConnect={() => connect.mutate()}
					onCheck={readAgain}
				/>
				<ProblemsCard problems={connection.problems} busy={check.isPending} steps={{ check: readAgain }} />
			</div>
			{connection.description === null ? (
				<Notice tone="busy">
					<p>{t(WORDS.notDescribed)}</p>
				</Notice>
			) : (
				<>
					<MethodsCard
						description={connection.description}
						mapping={mapping}
						reading={check.isPending || reading.underWay}
						onReadAgain={readAgain}
						onMeaning={(method, code) => setEdits((before) => withMeaning(before, method, code))}
					/>
					<StatusesCard
						machines={connection.description.statuses}
						mapping={mapping}
						marksMissing={wantsToSave}
						onStatuses={(code, statuses) => setEdits((before) => withStatuses(before, code, statuses))}
					/>
				</>
			)}
			<SaveBar
				dirty={dirty}
				saving={save.isPending}
				failure={save.error}
				says={said({ dirty, incomplete: incomplete && wantsToSave, saved: isSavedLast, read: reading.done })}
				onSave={onSave}
				onDiscard={discard}
			/>
		</main>
	);
}

/** What happened last, for who sees it and who hears it. */
function said(now: { dirty: boolean; incomplete: boolean; saved: boolean; read: boolean }) {
	if (now.incomplete) return WORDS.mendFirst;
	if (now.dirty) return WORDS.unsaved;
	if (now.saved) return WORDS.saved;
	return now.read ? WORDS.wasReadAgain : null;
}
