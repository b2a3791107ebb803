/** Why tasks stop, as ECS words it, and what to do about it. */
export interface KnownReason {
  /** A stable word in PascalCase. */
  readonly code: string;
  /** Of the stop code, the task's reason and the containers' reasons, one of which must match. */
  readonly pattern: RegExp;
  /** What happened, as a full sentence. */
  readonly says: string;
  readonly fix: string;
  /** Whether somebody asked for it: a bad exit code then says more. Default false. */
  readonly isOrdered?: boolean;
}

/**
 * The first that matches is meant, so the narrower ones come first. Texts are those of the ECS developer guide, "Amazon ECS stopped tasks error
 * messages", "CannotPullContainer task errors in Amazon ECS" and "Troubleshooting ResourceInitializationError" (as of 2025).
 */
export const KNOWN_REASONS: readonly KnownReason[] = [
  {
    code: "ImageNotAllowed",
    pattern: /CannotPullContainerError.*(?:denied|not authorized|403|AccessDenied|pull access)/isu,
    says: "The task's execution role may not pull the image.",
    fix: "An image of another account needs a repository policy there; one of Docker Hub needs credentials, or a pull-through cache.",
  },
  {
    code: "ImageMissing",
    pattern: /CannotPullContainerError.*(?:not found|manifest unknown|does not exist|no such manifest)/isu,
    says: "The image, or that digest of it, is not in the registry.",
    fix: "Push it (`fairlead deploy` does), or see whether a lifecycle rule of the repository has taken it away.",
  },
  {
    code: "ImagePlatform",
    pattern:
      /CannotPullContainerError.*(?:platform|does not match)|image Manifest does not contain descriptor matching platform/isu,
    says: "The image has no variant for the platform that the task runs on.",
    fix: "Build it for the architecture that the description says (`arm64` or `x86_64`).",
  },
  {
    code: "ImageRateLimited",
    pattern: /CannotPullContainerError.*(?:toomanyrequests|rate limit|429)/isu,
    says: "The registry refuses so many pulls.",
    fix: "Take the image into the environment's own repository, or set up a pull-through cache with credentials.",
  },
  {
    code: "RegistryNotReached",
    pattern: /CannotPullContainerError.*(?:timeout|timed out|i\/o|connection|deadline)/isu,
    says: "The registry was not reached from the task's subnet.",
    fix: "The subnet needs a way out: NAT, a public address, or interface endpoints for ecr.api and ecr.dkr with the gateway of S3.",
  },
  {
    code: "ImageNotPulled",
    pattern: /CannotPull/u,
    says: "The image could not be pulled.",
    fix: "Mend what ECS names.",
  },
  {
    code: "SecretKeyMissing",
    pattern: /ResourceInitializationError.*(?:did not contain json key|invalid character)/isu,
    says: "A secret has no such JSON key, or holds no JSON.",
    fix: "Set the whole secret: `fairlead secrets set`. The next task takes it.",
  },
  {
    code: "SecretMissing",
    pattern:
      /ResourceInitializationError.*(?:ResourceNotFoundException|can't find the specified secret|parameters? .*not found|invalid ssm parameters|staging label)/isu,
    says: "A secret or a parameter has no value.",
    fix: "Set it: `fairlead secrets list` shows which one lacks, `fairlead secrets set` gives it one.",
  },
  {
    code: "SecretNotAllowed",
    pattern: /ResourceInitializationError.*(?:AccessDenied|not authorized|kms)/isu,
    says: "The task's execution role may not read a secret, or not decrypt it.",
    fix: "Deploy, which grants what the description names; for a secret of another account allow the role there.",
  },
  {
    code: "SecretsNotReached",
    pattern: /ResourceInitializationError.*(?:secret|ssm|parameter).*(?:timeout|timed out|deadline|connection|i\/o)/isu,
    says: "Secrets Manager or Systems Manager was not reached from the task's subnet.",
    fix: "The subnet needs a way out: NAT, a public address, or an interface endpoint of the service.",
  },
  {
    code: "LogsNotReached",
    pattern: /ResourceInitializationError.*(?:log group|logger|logging|awslogs)/isu,
    says: "The task could not write its log.",
    fix: "See that the log group is there (`fairlead drift`), and that the subnet has a way to CloudWatch Logs.",
  },
  {
    code: "VolumeNotMounted",
    pattern: /ResourceInitializationError.*(?:EFS|volume|mount)/isu,
    says: "A volume could not be mounted.",
    fix: "See that the file system has a mount target in the task's zone, and that its security group lets the task in (`fairlead drift`).",
  },
  {
    code: "NotInitialized",
    pattern: /ResourceInitializationError/u,
    says: "ECS could not make the task's surroundings.",
    fix: "Mend what ECS names.",
  },
  {
    code: "OutOfMemory",
    pattern: /OutOfMemory|OOM/u,
    says: "The container took more memory than it has, and was killed.",
    fix: "Give it more `memory`, or bound what it takes (of Node.js: `--max-old-space-size`).",
  },
  {
    code: "LoadBalancerHealth",
    pattern: /failed ELB health checks|Target\.(?:FailedHealthChecks|Timeout|ResponseCodeMismatch)/iu,
    says: "The load balancer found the task unhealthy, and ECS replaced it.",
    fix: "See what the health check's path answers, how fast, and on which port; a slow start needs a longer grace period.",
  },
  {
    code: "ContainerHealth",
    pattern: /failed container health checks/iu,
    says: "The container's own health check failed, and ECS replaced the task.",
    fix: "Run the health check's command in the image; a slow start needs a longer start period.",
  },
  {
    code: "SpotReclaimed",
    pattern: /SpotInterruption|TerminationNotice|Your Spot Task was interrupted/u,
    says: "AWS took the Spot capacity back, with two minutes' notice.",
    fix: "That is what Spot is. What must stay needs capacity on demand.",
  },
  {
    code: "NoCapacity",
    pattern: /Capacity is unavailable|RESOURCE:|no container instances|insufficient/iu,
    says: "There was no capacity for the task.",
    fix: "Try again in some minutes; on EC2 give the pool more instances. Fargate has more with several zones.",
  },
  {
    code: "AddressesExhausted",
    pattern: /(?:network interface|ENI|ENILimit|free addresses|InsufficientFreeAddresses)/iu,
    says: "The task got no network interface.",
    fix: "See the free addresses of the subnets and the quota of network interfaces.",
  },
  {
    code: "CannotStart",
    pattern:
      /CannotStartContainerError|CannotCreateContainerError|exec format error|executable file not found|no such file or directory/iu,
    says: "The container could not be started: its command is not in the image, or it is built for another architecture.",
    fix: "Run the image locally with the same command and platform.",
  },
  {
    code: "NotStoppedInTime",
    pattern: /CannotStopContainerError|DockerTimeoutError|ContainerRuntimeTimeoutError/u,
    says: "The container runtime did not answer in time.",
    fix: "ECS starts another one. Where it comes again, the container has too little CPU or disk.",
  },
  {
    code: "StoppedByDeployment",
    isOrdered: true,
    pattern: /ServiceSchedulerInitiated|Scaling activity initiated|deployment/iu,
    says: "ECS stopped it: another deployment, or fewer tasks.",
    fix: "Nothing is to be done.",
  },
  {
    code: "StoppedByHand",
    isOrdered: true,
    pattern: /UserInitiated/u,
    says: "Somebody stopped it.",
    fix: "CloudTrail knows who (`StopTask`).",
  },
];

/**
 * Exit codes that mean the same in every image: those of shells (POSIX, 2.8.2: 126, 127, and 128 plus the signal's number) and of `docker run`
 * (125), as of 2025.
 */
export const EXIT_CODE_REASONS: Readonly<Record<number, { readonly says: string; readonly fix: string }>> = {
  1: { says: "It ended with an error of its own.", fix: "The last lines of its log say which." },
  125: { says: "The container runtime refused to run it.", fix: "See the reason that ECS gives." },
  126: { says: "Its command is not executable.", fix: "See the image's entry point and its rights (`chmod +x`)." },
  127: { says: "Its command is not in the image.", fix: "See the command in the description, and PATH in the image." },
  134: {
    says: "It aborted (SIGABRT), often for want of memory within its own heap.",
    fix: "Give it more memory, or a larger heap.",
  },
  137: {
    says: "It was killed (SIGKILL): it took more memory than it has, or did not stop in time.",
    fix: "Give it more `memory`; if it was told to stop, let it end on SIGTERM within its stop timeout.",
  },
  139: { says: "It crashed (SIGSEGV).", fix: "See native modules and the architecture that they were built for." },
  143: { says: "It ended on SIGTERM, as it was told to.", fix: "Nothing is to be done." },
};
