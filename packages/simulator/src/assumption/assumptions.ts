import type { Assumption } from "./assumption.js";

/** Everything that is assumed, by id. A simulated rollout lists those that it rests on. */
export const ASSUMPTIONS = {
  "start-times": "Tasks run 30 to 60 s after ECS decides to start them and answer 5 to 20 s later.",
  "steady-desired": "Autoscaling changes nothing during the rollout: the desired count stays as it is asked for.",
  "even-load": "Requests come evenly, and each healthy target gets the same share of its target group's.",
  "stream-lengths":
    "One request in twenty is a stream that takes between nothing and the longest response, evenly spread; the others end at once.",
  "full-drain": "A target drains for its whole deregistration delay, because clients keep their connections open.",
  "graceful-exit": "After SIGTERM the app goes on with what it has begun, for as long as it is let, and then exits.",
  "draining-not-counted":
    "Tasks that drain or stop no longer count as running or pending, which is what AWS counts for the maximum, nor for the minimum.",
  "draining-awaited": "A deployment is complete only when the old tasks have drained and stopped.",
  "stops-to-minimum": "ECS stops old tasks down to the minimum at once, whether or not it needs their room.",
  "lost-zone-found":
    "Tasks of a lost zone are found out by the load balancer's checks, and after a minute where nothing asks them.",
  "even-zones": "ECS places each task where the service has the fewest; a zone that is lost takes no new tasks.",
  "failures-counted":
    "Every task of the new revision that stops without being asked, or is stopped for its health, counts as one failure for the circuit breaker.",
  "circuit-breaker-all-strategies":
    "The circuit breaker works with every strategy, although AWS documents it for rolling deployments alone.",
  "start-backoff":
    "After a task that never ran the next one starts 5 s later, and each further one in a row doubles that, up to 15 minutes.",
  "alarm-delay": "An alarm changes its state one minute after the period that decides it, when the metric has come in.",
  "rolling-bake":
    "ECS watches alarms after a rolling deployment for as long as the slowest of them evaluates, and two minutes more.",
  "alarm-at-start-fails":
    "An alarm that already rings when the deployment starts fails it at once; two sources disagree.",
  "alarm-at-start-ignored":
    "An alarm that already rings when the deployment starts is ignored for this deployment; two sources disagree.",
  "stage-time": "A stage with nothing to wait for takes 5 s, and a shift of traffic works 5 s after it is begun.",
  "rollback-shift": "A rollback gives the old revision all of the traffic in one step, then stops the new one.",
  "first-deployment":
    "The first deployment of a service has all the traffic from its beginning and no bake time; when it fails, it starts no more tasks, as AWS says, and ends as ROLLBACK_FAILED.",
  "rollback-gives-up":
    "When as many tasks of the old revision fail as the circuit breaker takes, the rollback is given up as ROLLBACK_FAILED.",
  "hook-first": "A hook of a stage that shifts traffic is asked before each shift.",
  "spot-deregisters":
    "A Spot task leaves the load balancer together with its notice; AWS says that it may be as late as its end.",
  "abort-leaves": "A deployment that is aborted leaves every task and every traffic weight as it is.",
  "release-job-time": "A release job takes 90 s.",
  "spot-returns": "Spot capacity that was taken away is to be had again after three minutes.",
  "throttled-waits": "While calls are throttled nothing new is started, registered or shifted; what runs goes on.",
} as const;

export type AssumptionId = keyof typeof ASSUMPTIONS;

export const assumption = (id: AssumptionId): Assumption => ({ id, says: ASSUMPTIONS[id] });
