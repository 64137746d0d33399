import type { Connection } from "@kontor/protocol/connections";
import { useState } from "react";
import { Card } from "../ui/card.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { Badge, Notice } from "../ui/notice.tsx";
import { useSpeech } from "../words/language.tsx";
import { STATES, WORDS } from "../words/words.ts";
import type { Consent } from "./use-consent.ts";

interface StateCardProps {
	readonly connection: Connection;
	/** Unsaved changes come first: what is connected is what is stored. */
	readonly mayConnect: boolean;
	readonly busy: boolean;
	readonly consent: Consent;
	readonly onConnect: () => void;
	readonly onCheck: () => void;
	readonly onDisconnect: () => void;
}

/** How new orders come, and what asking for them often means for the shop (PRODUCT B2 to B4). */
function Reading({ reading }: { readonly reading: NonNullable<Connection["reading"]> }) {
	const { t, moment } = useSpeech();
	const { reports, everyMinutes, comparedAt, warning } = reading;
	return (
		<>
			<p className="means">
				{t((reports ? WORDS.shopReports : WORDS.shopIsAsked)(everyMinutes))}
				{comparedAt !== null && ` ${t(WORDS.comparedNext)} ${moment(comparedAt)}.`}
			</p>
			{warning !== null && (
				<Notice tone="warn">
					<p>{t(warning)}</p>
				</Notice>
			)}
		</>
	);
}

/** Whether the shop is read and written, and what the merchant can do where it is not. */
export function StateCard(props: StateCardProps) {
	const { connection } = props;
	const { t, moment } = useSpeech();
	const { name, means, tone } = STATES[connection.state];
	return (
		<Card title={t(WORDS.connection)} aside={<Badge tone={tone}>{t(name)}</Badge>}>
			<p>{t(means)}</p>
			<dl className="facts">
				{connection.url !== "" && (
					<div>
						<dt>{t(WORDS.address)}</dt>
						<dd>{connection.url}</dd>
					</div>
				)}
				<div>
					<dt>{t(WORDS.connectedSince)}</dt>
					<dd>{connection.connectedAt === null ? t(WORDS.never) : moment(connection.connectedAt)}</dd>
				</div>
				<div>
					<dt>{t(WORDS.lastReached)}</dt>
					<dd>{connection.reachedAt === null ? t(WORDS.never) : moment(connection.reachedAt)}</dd>
				</div>
			</dl>
			{connection.reading !== null && <Reading reading={connection.reading} />}
			{connection.testSystem && (
				<Notice tone="busy">
					<p>
						<strong>{t(WORDS.testSystem)}.</strong> {t(WORDS.testSystemMeans)}
					</p>
				</Notice>
			)}
			<StateActions {...props} />
		</Card>
	);
}

/** What can be done with a connection in its state (PRODUCT A8); what takes something away, or leads elsewhere, is asked first. */
function StateActions(props: StateCardProps) {
	const { connection, mayConnect, busy, consent, onConnect, onCheck, onDisconnect } = props;
	const { state, offers } = connection;
	const { t } = useSpeech();
	const [asking, setAsking] = useState<"disconnect" | "consent" | null>(null);
	const wasConnected = connection.connectedAt !== null;
	return (
		<>
			{consent.underWay && <p role="status">{t(WORDS.consentComing)}</p>}
			<div className="actions">
				{state === "ready" && (
					<button type="button" className="button button-main" disabled={!mayConnect || busy} onClick={onConnect}>
						{t(WORDS.connect)}
					</button>
				)}
				{state === "disconnected" && (
					<button type="button" className="button button-main" disabled={busy} onClick={onConnect}>
						{t(WORDS.connectAgain)}
					</button>
				)}
				{consent.url !== null && (
					<a className="button button-main" href={consent.url} target="_blank" rel="noreferrer">
						{t(WORDS.authorize)} ↗<span className="unseen"> {t(WORDS.consentOpens)}</span>
					</a>
				)}
				{state === "refused" && (
					<button type="button" className="button button-main" disabled={busy} onClick={onCheck}>
						{t(WORDS.checkAgain)}
					</button>
				)}
				{offers.consent && consent.url === null && (state === "connected" || state === "refused") && (
					<button
						type="button"
						className="button"
						disabled={busy || consent.underWay}
						onClick={() => setAsking("consent")}
					>
						{t(WORDS.consentAgain)}
					</button>
				)}
				{(state === "connected" || (state === "refused" && wasConnected)) && (
					<button
						type="button"
						className="button button-grave-quiet"
						disabled={busy}
						onClick={() => setAsking("disconnect")}
					>
						{t(WORDS.disconnect)}
					</button>
				)}
			</div>
			{asking === "disconnect" && (
				<Confirm
					title={t(WORDS.disconnect)}
					action={t(WORDS.disconnect)}
					grave
					onConfirm={onDisconnect}
					onClose={() => setAsking(null)}
				>
					<p>{t(WORDS.disconnectMeans)}</p>
					<p>{t(WORDS.disconnectAgain)}</p>
				</Confirm>
			)}
			{asking === "consent" && (
				<Confirm
					title={t(WORDS.consentAgain)}
					action={t(WORDS.consentBegin)}
					onConfirm={consent.begin}
					onClose={() => setAsking(null)}
				>
					<p>{t(WORDS.consentAgainMeans)}</p>
				</Confirm>
			)}
		</>
	);
}
