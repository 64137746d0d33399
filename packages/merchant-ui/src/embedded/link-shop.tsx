import type { AdminFrame } from "@kontor/connector";
import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useEffect, useId, useState } from "react";
import * as z from "zod";
import { refusedPlainly } from "../api/refusal.ts";
import { Card } from "../ui/card.tsx";
import { Failure } from "../ui/failure.tsx";
import { Notice } from "../ui/notice.tsx";
import { useSpeech } from "../words/language.tsx";
import { WORDS } from "../words/words.ts";

/** Where an installation stands that began in the shop; the contract's `Claim`. */
const Claim = z.discriminatedUnion("state", [
	z.object({ state: z.literal("linked") }),
	z.object({ state: z.literal("unclaimed"), code: z.string(), refused: z.boolean() }),
	z.object({ state: z.literal("refused"), missing: z.array(z.string()) }),
]);

/** Until the host has heard of the shop that is linked now. */
const HEARD_MS = 1_500;

interface LinkShopProps {
	readonly frame: AdminFrame;
	readonly exchange: string;
	readonly onLinked: () => void;
}

/** The app was installed in the shop, and no merchant of Kontor has it yet: a code brings the two together (PRODUCT A2). */
export function LinkShop({ frame, exchange, onLinked }: LinkShopProps) {
	const { t } = useSpeech();
	const field = useId();
	const [linkCode, setLinkCode] = useState("");
	const { mutate, data, error, isPending } = useMutation({
		mutationFn: (code: string | null) => ask(frame, exchange, code),
		onSuccess: ({ state }) => {
			if (state === "linked") setTimeout(onLinked, HEARD_MS);
		},
	});
	useEffect(() => mutate(null), [mutate]);

	function submit(event: SubmitEvent) {
		event.preventDefault();
		mutate(linkCode.trim());
	}
	return (
		<main className="page page-narrow">
			<h1>Kontor</h1>
			<Card title={t(WORDS.notLinked)}>
				{error !== null && <Failure error={error} retry={() => mutate(null)} />}
				{data?.state === "refused" && (
					<Notice tone="bad">
						<p>
							{t(WORDS.missingRights)} {data.missing.join(", ")}
						</p>
					</Notice>
				)}
				{data?.state === "unclaimed" && (
					<>
						<p>{t(WORDS.enterCode)}</p>
						<p className="code-shown">{data.code}</p>
					</>
				)}
				<form onSubmit={submit}>
					<p>{t(WORDS.orLinkCode)}</p>
					<div className="row">
						<label htmlFor={field}>{t(WORDS.linkCode)}</label>
						<input
							id={field}
							value={linkCode}
							autoComplete="off"
							required
							onChange={({ target }) => setLinkCode(target.value)}
						/>
					</div>
					<p role="status">
						{data?.state === "linked" && t(WORDS.linked)}
						{data?.state === "unclaimed" && data.refused && t(WORDS.linkCodeRefused)}
					</p>
					<div className="actions">
						<button type="submit" className="button button-main" disabled={isPending}>
							{t(WORDS.link)}
						</button>
					</div>
				</form>
			</Card>
		</main>
	);
}

async function ask(frame: AdminFrame, exchange: string, linkCode: string | null): Promise<z.infer<typeof Claim>> {
	const { headers } = await frame.proof();
	const [, host = "", plugin = ""] = /^(.*)\/embed\/([^/]+)/.exec(exchange) ?? [];
	const answer = await fetch(`${host}/routes/${plugin}/${frame.install}`, {
		method: "POST",
		headers: { ...headers, "content-type": "application/json" },
		body: JSON.stringify(linkCode === null ? {} : { linkCode }),
		credentials: "omit",
	});
	const claim = Claim.safeParse(await answer.json().catch(() => null));
	if (!claim.success) throw refusedPlainly("unreachable");
	return claim.data;
}
