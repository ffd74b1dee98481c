// Original file: proto/headframe/fleet/v1/fleet.proto


export interface HeartbeatResponse {
}

export interface HeartbeatResponse__Output {
}
