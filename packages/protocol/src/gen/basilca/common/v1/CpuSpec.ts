// Original file: proto/basilca/common/v1/common.proto


export interface CpuSpec {
  'model'?: (string);
  'physicalCores'?: (number);
  'logicalCores'?: (number);
  'baseFrequencyMhz'?: (number);
  'maxFrequencyMhz'?: (number);
  'architecture'?: (string);
  'vendor'?: (string);
  'l1CacheKb'?: (number);
  'l2CacheKb'?: (number);
  'l3CacheKb'?: (number);
  'utilizationPercent'?: (number | string);
  'temperatureCelsius'?: (number | string);
}

export interface CpuSpec__Output {
  'model': (string);
  'physicalCores': (number);
  'logicalCores': (number);
  'baseFrequencyMhz': (number);
  'maxFrequencyMhz': (number);
  'architecture': (string);
  'vendor': (string);
  'l1CacheKb': (number);
  'l2CacheKb': (number);
  'l3CacheKb': (number);
  'utilizationPercent': (number);
  'temperatureCelsius': (number);
}
