using System.Numerics;
using System.Runtime.InteropServices;

namespace RnnGen.Training;

/// <summary>
/// Says how weights move: written once, for as many weights as a vector holds, and applied to any number.
/// </summary>
internal interface IUpdateRule
{
    /// <summary>Computes weights after a step.</summary>
    /// <param name="weight">The weights before.</param>
    /// <param name="slope">Their gradients.</param>
    /// <param name="first">What the rule remembers of each weight.</param>
    /// <param name="second">The second such number, zeros in a rule that needs but one.</param>
    /// <returns>The weights after.</returns>
    Vector<float> Step(
        Vector<float> weight, Vector<float> slope, ref Vector<float> first, ref Vector<float> second);
}

/// <summary>Applies a rule to contiguous weights.</summary>
internal static class UpdateRule
{
    /// <summary>Moves each weight by the rule: weights[i] = rule(weights[i], slopes[i], …).</summary>
    /// <remarks>
    /// What is left over after whole vectors goes through the same rule one by one, so that a weight's value
    /// does not depend on its place in memory. Nothing is allocated; the spans must not overlap.
    /// </remarks>
    /// <param name="rule">The rule.</param>
    /// <param name="slopes">The gradients, as many as weights.</param>
    /// <param name="firsts">What is remembered of each weight.</param>
    /// <param name="seconds">The same, or empty for a rule that needs but one number.</param>
    /// <param name="weights">The weights.</param>
    public static void Apply<TRule>(
        TRule rule, ReadOnlySpan<float> slopes, Span<float> firsts, Span<float> seconds, Span<float> weights)
        where TRule : struct, IUpdateRule
    {
        var slope = MemoryMarshal.Cast<float, Vector<float>>(slopes);
        var first = MemoryMarshal.Cast<float, Vector<float>>(firsts);
        var second = MemoryMarshal.Cast<float, Vector<float>>(seconds);
        var weight = MemoryMarshal.Cast<float, Vector<float>>(weights);
        var none = Vector<float>.Zero;
        for (var i = 0; i < weight.Length; i++)
        {
            ref var other = ref second.IsEmpty ? ref none : ref second[i];
            weight[i] = rule.Step(weight[i], slope[i], ref first[i], ref other);
        }

        for (var i = weight.Length * Vector<float>.Count; i < weights.Length; i++)
        {
            var one = new Vector<float>(firsts[i]);
            var other = new Vector<float>(seconds.IsEmpty ? 0 : seconds[i]);
            var before = new Vector<float>(weights[i]);
            weights[i] = rule.Step(before, new Vector<float>(slopes[i]), ref one, ref other)[0];
            firsts[i] = one[0];
            if (!seconds.IsEmpty)
            {
                seconds[i] = other[0];
            }
        }
    }
}
