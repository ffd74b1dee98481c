// Original file: proto/headframe/executor/v1/executor.proto

import type { Long } from '@grpc/proto-loader';

/**
 * One GPU as the executor reports it. A claim, not evidence.
 */
export interface Device {
  /**
   * 16 bytes.
   */
  'uuid'?: (Buffer | Uint8Array | string);
  'name'?: (string);
  'totalBytes'?: (number | string | Long);
  'freeBytes'?: (number | string | Long);
  /**
   * As the driver API reports it, e.g. 13000; 0 on the reference device.
   */
  'driver'?: (number);
  'computeMajor'?: (number);
  'computeMinor'?: (number);
  'multiprocessors'?: (number);
}

/**
 * One GPU as the executor reports it. A claim, not evidence.
 */
export interface Device__Output {
  /**
   * 16 bytes.
   */
  'uuid': (Buffer);
  'name': (string);
  'totalBytes': (string);
  'freeBytes': (string);
  /**
   * As the driver API reports it, e.g. 13000; 0 on the reference device.
   */
  'driver': (number);
  'computeMajor': (number);
  'computeMinor': (number);
  'multiprocessors': (number);
}
