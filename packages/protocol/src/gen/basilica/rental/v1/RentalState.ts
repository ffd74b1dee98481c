// Original file: proto/basilca/rental/v1/rental.proto

/**
 * State of a rental.
 */
export const RentalState = {
  RENTAL_STATE_UNKNOWN: 'RENTAL_STATE_UNKNOWN',
  RENTAL_STATE_PROVISIONING: 'RENTAL_STATE_PROVISIONING',
  RENTAL_STATE_ACTIVE: 'RENTAL_STATE_ACTIVE',
  RENTAL_STATE_STOPPING: 'RENTAL_STATE_STOPPING',
  RENTAL_STATE_STOPPED: 'RENTAL_STATE_STOPPED',
  RENTAL_STATE_FAILED: 'RENTAL_STATE_FAILED',
  RENTAL_STATE_EXPIRED: 'RENTAL_STATE_EXPIRED',
} as const;

/**
 * State of a rental.
 */
export type RentalState =
  | 'RENTAL_STATE_UNKNOWN'
  | 0
  | 'RENTAL_STATE_PROVISIONING'
  | 1
  | 'RENTAL_STATE_ACTIVE'
  | 2
  | 'RENTAL_STATE_STOPPING'
  | 3
  | 'RENTAL_STATE_STOPPED'
  | 4
  | 'RENTAL_STATE_FAILED'
  | 5
  | 'RENTAL_STATE_EXPIRED'
  | 6

/**
 * State of a rental.
 */
export type RentalState__Output = typeof RentalState[keyof typeof RentalState]
