#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Gates that open once a period, and their slopes: see <see cref="Tensor.TimeGate"/>.</summary>
    /// <remarks>In double precision, as a float forgets the phase of a time many periods away.</remarks>
    internal static unsafe class TimeGates
    {
        /// <summary>The shortest period.</summary>
        public const float ShortestPeriod = 1e-6f;

        /// <summary>The smallest share of a period that a gate is open.</summary>
        public const float LeastOpen = 1e-3f;

        /// <summary>Computes the openness of each gate of a row at the time of the row.</summary>
        public static void Run(Block clocks, Block times, double leak, Block openness)
        {
            for (var r = 0; r < openness.Rows; r++)
            {
                float* clock = clocks.Row(r), y = openness.Row(r);
                for (var i = 0; i < openness.Columns; i++)
                {
                    y[i] = (float)new TimeGate(clock + i, openness.Columns, times.Row(r)).Openness(leak);
                }
            }
        }

        /// <summary>Adds to the slopes of [τ s r].</summary>
        public static void AddSlopes(Block clocks, Block times, double leak, Block slopes, Block to)
        {
            var count = slopes.Columns;
            for (var r = 0; r < slopes.Rows; r++)
            {
                float* clock = clocks.Row(r), dy = slopes.Row(r), dx = to.Row(r);
                for (var i = 0; i < count; i++)
                {
                    var gate = new TimeGate(clock + i, count, times.Row(r));
                    var byPhase = dy[i] * gate.SlopeByPhase(leak);
                    dx[i] += (float)(byPhase * gate.PhaseByPeriod);
                    dx[count + i] += (float)(byPhase * gate.PhaseByShift);
                    dx[2 * count + i] += (float)(dy[i] * gate.SlopeByOpen);
                }
            }
        }
    }

    /// <summary>One gate at one time.</summary>
    internal readonly unsafe struct TimeGate
    {
        private readonly double period;
        private readonly double sign;
        private readonly double open;
        private readonly double turns;
        private readonly double phase;
        private readonly bool isOpenFree;

        /// <param name="clock">The period; the shift and the open share lie count floats on, each.</param>
        /// <param name="count">The number of gates.</param>
        /// <param name="time">The time, as a sum of two floats.</param>
        public TimeGate(float* clock, int count, float* time)
        {
            var size = Math.Abs(clock[0]);
            period = Math.Max(size, TimeGates.ShortestPeriod);
            sign = size > TimeGates.ShortestPeriod ? Math.Sign(clock[0]) : 0;
            open = Math.Min(Math.Max(clock[2 * count], TimeGates.LeastOpen), 1);
            isOpenFree = open == clock[2 * count];
            turns = ((double)time[0] + time[1] - clock[count]) / period;
            phase = turns - Math.Floor(turns);

            // Just before a period begins, the difference rounds to 1.
            phase = phase < 1 ? phase : 0;
        }

        public double Openness(double leak)
        {
            if (phase < open / 2)
            {
                return 2 * phase / open;
            }

            return phase < open ? 2 - 2 * phase / open : leak * phase;
        }

        public double SlopeByPhase(double leak)
        {
            if (phase < open / 2)
            {
                return 2 / open;
            }

            return phase < open ? -2 / open : leak;
        }

        public double SlopeByOpen
        {
            get
            {
                if (!isOpenFree || phase >= open)
                {
                    return 0;
                }

                var slope = 2 * phase / (open * open);
                return phase < open / 2 ? -slope : slope;
            }
        }

        public double PhaseByPeriod => -sign * turns / period;

        public double PhaseByShift => -1 / period;
    }
}
