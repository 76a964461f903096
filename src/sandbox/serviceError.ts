/** The kinds of resources that errors name. */
export type ResourceType = 'domain' | 'repository' | 'package' | 'package-version' | 'asset';

/** Why a request is not valid, in the service's words. */
export type ValidationReason =
  | 'CANNOT_PARSE'
  | 'ENCRYPTION_KEY_ERROR'
  | 'FIELD_VALIDATION_FAILED'
  | 'UNKNOWN_OPERATION'
  | 'OTHER';

/** An error as the service answers it: name, HTTP status, message and further members. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly type: string;
  readonly status: number;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    type: string,
    status: number,
    message: string,
    members: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.type = type;
    this.status = status;
    this.members = members;
  }
}

/** Whether `error` is one that the service may answer; anything else is a defect. */
export function isServiceError(error: unknown): error is ServiceError {
  return error instanceof ServiceError;
}

export function validationError(
  message: string,
  reason: ValidationReason = 'FIELD_VALIDATION_FAILED',
): ServiceError {
  return new ServiceError('ValidationException', 400, message, { reason });
}

export function notFoundError(
  message: string,
  resourceType: ResourceType,
  resourceId: string,
): ServiceError {
  return new ServiceError('ResourceNotFoundException', 404, message, { resourceId, resourceType });
}

export function conflictError(
  message: string,
  resourceType: ResourceType,
  resourceId: string,
): ServiceError {
  return new ServiceError('ConflictException', 409, message, { resourceId, resourceType });
}

export function quotaExceededError(
  message: string,
  resourceType: ResourceType,
  resourceId: string,
): ServiceError {
  return new ServiceError('ServiceQuotaExceededException', 402, message, {
    resourceId,
    resourceType,
  });
}

export function accessDeniedError(message: string): ServiceError {
  return new ServiceError('AccessDeniedException', 403, message);
}
