import type { CommandKind, Outcome } from "./command.ts";
import type { Connector, Parts } from "./connector.ts";
import type { Context } from "./context.ts";
import { ConnectorError } from "./faults.ts";
import type { Manifest } from "./manifest.ts";

/** Handlers beyond the declared commands: TypeScript's own check of surplus keys does not reach into intersections. */
type NoSurplus<M extends Manifest, P extends Parts<M>> = {
	readonly commands: { readonly [K in Exclude<keyof P["commands"], M["capabilities"]["commands"][number]>]: never };
};

type Handler = (ctx: Context, command: never) => Promise<Outcome>;

/**
 * Ties declaration to implementation: a handler that is missing, or surplus to the manifest, does not compile.
 * Returns the connector with its manifest's types erased, so that no caller needs a cast.
 */
export function defineConnector<const M extends Manifest, P extends Parts<M>>(
	manifest: M,
	parts: P & NoSurplus<M, P>,
): Connector {
	const handlers = new Map(Object.entries<Handler>(parts.commands));
	// The one place where M is forgotten: a host checks config and secrets by the manifest's schemas before any call.
	const erased = parts as unknown as Omit<Connector, "manifest" | "execute" | "implemented">;
	return {
		...erased,
		manifest,
		implemented: [...handlers.keys()] as CommandKind[],
		async execute(ctx, command) {
			const handler = handlers.get(command.kind);
			if (handler === undefined) {
				throw new ConnectorError("unsupported", `${manifest.id} does not implement ${command.kind}`, {
					code: "COMMAND_NOT_IMPLEMENTED",
				});
			}
			return handler(ctx, command as never);
		},
	};
}
