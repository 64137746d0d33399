import type { RequestHandler } from "express";
import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

export interface Metrics {
	readonly registry: Registry;
	readonly measure: RequestHandler;
}

/** Durations by route and status, and the process's own figures. No label holds an id. */
export function createMetrics(): Metrics {
	const registry = new Registry();
	collectDefaultMetrics({ register: registry });
	const seconds = new Histogram({
		name: "kontor_http_request_seconds",
		help: "Duration of HTTP requests",
		labelNames: ["method", "path", "status"],
		buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30],
		registers: [registry],
	});
	return {
		registry,
		measure(request, response, next) {
			const stop = seconds.startTimer();
			response.once("close", () => {
				stop({ method: request.method, path: request.route?.path ?? "none", status: response.statusCode });
			});
			next();
		},
	};
}
