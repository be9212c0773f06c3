#nullable enable

namespace RnnGen
{
    /// <summary>What a <see cref="VideoNetwork"/> carries from step to step and from frame to frame.</summary>
    public readonly struct VideoState
    {
        /// <summary>How far the frame is drawn.</summary>
        public readonly DrawState Frame;

        /// <summary>What is remembered of the frames before.</summary>
        internal readonly LstmState Time;

        internal VideoState(DrawState frame, LstmState time)
        {
            Frame = frame;
            Time = time;
        }
    }
}
